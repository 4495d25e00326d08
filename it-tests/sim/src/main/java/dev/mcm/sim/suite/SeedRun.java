package dev.mcm.sim.suite;

import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.invariant.Findings;
import dev.mcm.sim.invariant.Invariants;
import dev.mcm.sim.invariant.Violation;
import dev.mcm.sim.world.Simulation;
import java.util.Collection;

/// What came of one scenario.
record SeedRun(Scenario scenario, long events, Collection<Violation> violations) {
    static SeedRun of(Scenario scenario) {
        Findings findings = new Findings();
        long events = Simulation.run(scenario, new Invariants(findings));
        return new SeedRun(scenario, events, findings.violations());
    }

    boolean has(String kind) {
        return violations.stream().anyMatch(violation -> violation.kind().equals(kind));
    }
}
