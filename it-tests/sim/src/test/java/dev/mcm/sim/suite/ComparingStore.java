package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.SchedulerMemory;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.Scheduling;
import dev.mcm.scheduler.port.SchedulerStore;
import java.time.Instant;

/// Decides beside the Scheduler, with a memory and without one, and expects the same.
final class ComparingStore implements SchedulerStore {
    private final SchedulerStore store;
    private final SchedulerMemory memory = new SchedulerMemory();

    ComparingStore(SchedulerStore store) {
        this.store = store;
    }

    @Override
    public SchedulerSnapshot read() {
        SchedulerSnapshot snapshot = store.read();
        SchedulerPolicy policy = SchedulerPolicy.DEFAULT;
        SchedulerPlan with = Scheduling.decide(snapshot, policy, readAt(), memory);
        SchedulerPlan without = Scheduling.decide(snapshot, policy, readAt());
        if (!with.equals(without)) {
            throw new AssertionError(
                    "plan with a memory: " + with + " (expected: " + without + ")");
        }
        return snapshot;
    }

    @Override
    public Instant readAt() {
        return store.readAt();
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        store.write(plan, decidedAt, written);
    }
}
