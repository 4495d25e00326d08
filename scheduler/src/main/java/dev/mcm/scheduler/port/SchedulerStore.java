package dev.mcm.scheduler.port;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import java.time.Instant;

/// Where the Scheduler reads what it decides from and writes what it has decided.
public interface SchedulerStore {
    /// Everything, as of one moment as far as changes have been told. Facts that have not changed
    /// are the same objects.
    SchedulerSnapshot read();

    /// When that was, by the clock that the ages of rows are told by.
    Instant readAt();

    /// Writes the whole plan or nothing. Rows of deployments that no longer exist are left out.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when this instance no longer leads
    void write(SchedulerPlan plan, Instant decidedAt);
}
