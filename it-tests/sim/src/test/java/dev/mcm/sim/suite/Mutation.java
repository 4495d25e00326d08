package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.MoveBackoff;
import dev.mcm.scheduler.core.Patience;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.sim.world.SchedulerSetup;
import java.time.Duration;

/// A Scheduler that is worse in one way.
enum Mutation {
    /// What is placed counts as running for ever.
    NO_AGES(SchedulerPolicy.DEFAULT.with(patient())),
    /// What was given up is tried again at once.
    NO_BACKOFF(SchedulerPolicy.DEFAULT.with(new MoveBackoff(Duration.ZERO, Integer.MAX_VALUE))),
    /// What is not bound yet is taken to be where a binder that packs would put it.
    NO_ANY_BINDER_RULE(new SchedulerSetup(SchedulerPolicy.DEFAULT, PackedStore::new)),
    /// A smaller scale takes replicas from the first planes by id.
    VICTIMS_BY_ID(new SchedulerSetup(SchedulerPolicy.DEFAULT, VictimsByIdStore::new)),
    /// Ready replicas go before those that follow them are.
    NO_HANDOVER_GATE(new SchedulerSetup(SchedulerPolicy.DEFAULT, UngatedStore::new)),
    /// A version with larger replicas is taken to fit where the first one did.
    VERSION_CAPACITY_UNCHECKED(new SchedulerSetup(SchedulerPolicy.DEFAULT, FirstShapeStore::new)),
    /// The room that a replica makes for its successor goes to somebody else.
    SLOT_NOT_HELD(new SchedulerSetup(SchedulerPolicy.DEFAULT, GivenAwayStore::new));

    private final SchedulerSetup setup;

    Mutation(SchedulerPolicy policy) {
        this(new SchedulerSetup(policy, store -> store));
    }

    Mutation(SchedulerSetup setup) {
        this.setup = setup;
    }

    SchedulerSetup setup() {
        return setup;
    }

    private static Patience patient() {
        Duration ever = Duration.ofDays(365);
        return new Patience(ever, ever, ever, ever);
    }
}
