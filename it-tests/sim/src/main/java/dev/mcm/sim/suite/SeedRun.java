package dev.mcm.sim.suite;

import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.invariant.Findings;
import dev.mcm.sim.invariant.Invariants;
import dev.mcm.sim.invariant.Violation;
import dev.mcm.sim.world.SchedulerSetup;
import dev.mcm.sim.world.Simulation;
import java.time.Duration;
import java.util.Collection;

/// What came of one scenario.
record SeedRun(Scenario scenario, long events, Collection<Violation> violations) {
    /// A hundred times what the longest takes.
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// @throws IllegalStateException it does not end, or a decider throws; names the seed
    static SeedRun of(Scenario scenario) {
        return of(scenario, SchedulerSetup.DEFAULT);
    }

    static SeedRun of(Scenario scenario, SchedulerSetup setup) {
        return Watchdog.within(LIMIT, "seed " + scenario.seed(), () -> run(scenario, setup));
    }

    private static SeedRun run(Scenario scenario, SchedulerSetup setup) {
        Findings findings = new Findings();
        long events = Simulation.run(scenario, new Invariants(findings), setup);
        return new SeedRun(scenario, events, findings.violations());
    }

    boolean has(String kind) {
        return violations.stream().anyMatch(violation -> violation.kind().equals(kind));
    }
}
