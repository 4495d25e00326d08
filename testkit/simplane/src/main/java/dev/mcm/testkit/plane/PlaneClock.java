package dev.mcm.testkit.plane;

import dev.mcm.shared.time.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of a plane, which may be wrong: it shows another time, but runs as fast. Safe for use
/// by many threads.
final class PlaneClock implements TaskScheduler, InstantSource {

    private final TaskScheduler scheduler;
    private volatile Duration skew = Duration.ZERO;

    PlaneClock(TaskScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// @param wanted how far it is ahead; negative for behind
    void setSkew(Duration wanted) {
        skew = wanted;
    }

    @Override
    public Instant instant() {
        return scheduler.clock().instant().plus(skew);
    }

    @Override
    public InstantSource clock() {
        return this;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return scheduler.after(delay, task);
    }
}
