package dev.mcm.scheduler.loop;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import java.time.Duration;

/// Told what a round did.
public interface RoundObserver {
    void onRead(SchedulerSnapshot snapshot, Duration took);

    void onDecided(Duration took);

    void onWritten(SchedulerPlan plan, Duration took);
}
