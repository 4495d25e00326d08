package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.input.Input;
import java.util.List;

/// Told what happens, after it has happened but for plans and targets.
public interface Watcher {
    default void onInput(World world, Input input) {}

    /// Before the rows of a plan are written.
    default void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {}

    /// Before targets are written.
    default void onTargets(World world, List<TargetChange> changes) {}

    default void afterEvent(World world) {}

    /// Input has been still for long, and all contact is good.
    default void atEnd(World world) {}
}
