package dev.mcm.scheduler.loop;

import dev.mcm.scheduler.core.PlaneCensus;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import java.time.Duration;

/// Told what a round did.
public interface SchedulerRoundObserver {
    void onRead(SchedulerSnapshot snapshot, Duration took);

    void onDecided(PlaneCensus planes, Duration took);

    void onWritten(SchedulerPlan plan, Duration took);

    /// Another instance leads: what this one saw last is no longer news.
    void onStandby();
}
