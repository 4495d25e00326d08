package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes other placements than the Scheduler has decided.
abstract class WorsePlanStore implements SchedulerStore {
    private final SchedulerStore store;
    private SchedulerSnapshot last = new SchedulerSnapshot(List.of(), List.of());

    WorsePlanStore(SchedulerStore store) {
        this.store = store;
    }

    /// @param last what the plan was made from
    /// @param changes those of the plan, to be changed
    abstract void worsen(SchedulerSnapshot last, SchedulerPlan plan, List<CellChange> changes);

    @Override
    public final SchedulerSnapshot read() {
        last = store.read();
        return last;
    }

    @Override
    public final Instant readAt() {
        return store.readAt();
    }

    @Override
    public final void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        List<CellChange> changes = new ArrayList<>(plan.placements());
        worsen(last, plan, changes);
        store.write(
                new SchedulerPlan(
                        plan.planeStates(),
                        changes,
                        plan.ended(),
                        plan.summaries(),
                        plan.verdicts()),
                decidedAt,
                written);
    }
}
