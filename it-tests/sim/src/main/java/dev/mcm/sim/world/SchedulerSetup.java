package dev.mcm.sim.world;

import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.scheduler.port.SchedulerStore;
import java.util.function.UnaryOperator;

/// The Scheduler of a run.
///
/// @param policy its settings
/// @param between what stands between it and the rows: for tests that spoil what it reads or writes
public record SchedulerSetup(SchedulerPolicy policy, UnaryOperator<SchedulerStore> between) {
    public static final SchedulerSetup DEFAULT =
            new SchedulerSetup(SchedulerPolicy.DEFAULT, store -> store);
}
