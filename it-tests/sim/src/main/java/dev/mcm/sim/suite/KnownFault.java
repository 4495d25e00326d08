package dev.mcm.sim.suite;

import dev.mcm.sim.invariant.Violation;
import java.util.Arrays;
import java.util.Optional;

/// A fault of today's cores that seeds find: told with every run, and taken off this list by who
/// mends it. `SimulatorTest` fails as soon as a fault on it is found no longer.
enum KnownFault {
    PLACED_IS_NOT_RUNNING(
            24,
            "WhatCanRunRuns/PLACED_IS_NOT_RUNNING",
            "a placed replica counts as a running one for ever: the Scheduler's ledger has no"
                    + " ages"),
    LATE_PLANE(
            253,
            "ScaleCarriesTheLoad/LATE_PLANE",
            "reports count for the second of their receipt: load that goes from one plane to"
                    + " another which is 26 s late is missed meanwhile"),
    MOVED_BEFORE_READY(
            1,
            "ReadyReplicasStay/MOVED_BEFORE_READY",
            "a change of rules takes ready replicas away before their successors are ready"),
    HEALTHY_TAKEN(
            6,
            "ReadyReplicasStay/HEALTHY_TAKEN",
            "a smaller scale takes ready replicas and keeps others: readiness is not in the"
                    + " snapshot");

    private final long seed;
    private final String kind;
    private final String reason;

    KnownFault(long seed, String kind, String reason) {
        this.seed = seed;
        this.kind = kind;
        this.reason = reason;
    }

    /// One that has it.
    long seed() {
        return seed;
    }

    String kind() {
        return kind;
    }

    String reason() {
        return reason;
    }

    static Optional<KnownFault> of(Violation violation) {
        return Arrays.stream(values())
                .filter(fault -> fault.kind.equals(violation.kind()))
                .findFirst();
    }
}
