package dev.mcm.sim.world;

import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.TaskScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The one queue of events: a manual clock that tells somebody after every event.
final class Agenda implements TaskScheduler {
    private final ManualTime time = new ManualTime();
    private final Runnable afterEach;
    private long events;

    Agenda(Runnable afterEach) {
        this.afterEach = afterEach;
    }

    ManualTime time() {
        return time;
    }

    long events() {
        return events;
    }

    Instant now() {
        return time.instant();
    }

    long second() {
        return now().getEpochSecond();
    }

    @Override
    public InstantSource clock() {
        return time;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return time.after(
                delay,
                () -> {
                    task.run();
                    events++;
                    afterEach.run();
                });
    }

    /// Again and again, for ever.
    void every(Duration interval, Runnable task) {
        after(
                interval,
                () -> {
                    task.run();
                    every(interval, task);
                });
    }
}
