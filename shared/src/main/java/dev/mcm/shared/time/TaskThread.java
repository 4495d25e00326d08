package dev.mcm.shared.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks on the system clock, on one daemon thread of its own.
public final class TaskThread implements TaskScheduler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TaskThread.class);
    private static final Cancellable NOTHING = () -> {};

    private final ScheduledThreadPoolExecutor executor;

    public TaskThread(String threadName) {
        executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(threadName).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public InstantSource clock() {
        return SystemTime.SYSTEM;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future =
                    executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException _) {
            return NOTHING;
        }
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a scheduled task failed");
        }
    }

    /// Drops every task that is not running.
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
