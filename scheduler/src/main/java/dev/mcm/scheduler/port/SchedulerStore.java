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

    /// Writes the whole plan or nothing, perhaps while the next is made: what is read from here on
    /// is as if it were written. Rows of deployments that no longer exist are left out. When it
    /// fails, this, or the next read or write, does.
    ///
    /// @param written called after the commit, perhaps on another thread
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when this instance no longer leads
    void write(SchedulerPlan plan, Instant decidedAt, Runnable written);
}
