package dev.mcm.sim.suite;

import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.input.ScenarioSource;
import dev.mcm.sim.invariant.Violation;
import dev.mcm.sim.world.Simulation;
import java.util.List;

/// The shortest form of a seed that fails in one way, and what happens in it.
record Replay(Scenario shortest, List<String> trace) {
    static Replay of(long seed, String kind) {
        Scenario shortest =
                new Shrinker(scenario -> SeedRun.of(scenario).has(kind))
                        .shrink(ScenarioSource.of(seed));
        return new Replay(shortest, traceOf(shortest));
    }

    String report(Violation violation) {
        StringBuilder report = new StringBuilder();
        report.append(
                "seed %d breaks %s: %s%n%d inputs are left of it:%n"
                        .formatted(
                                shortest.seed(),
                                violation.kind(),
                                violation.detail(),
                                shortest.inputs().size()));
        trace.forEach(line -> report.append("    ").append(line).append('\n'));
        return report.append("again: make suite-sim SEED=").append(shortest.seed()).toString();
    }

    static List<String> traceOf(Scenario scenario) {
        Trace trace = new Trace();
        Simulation.run(scenario, trace);
        return trace.lines();
    }
}
