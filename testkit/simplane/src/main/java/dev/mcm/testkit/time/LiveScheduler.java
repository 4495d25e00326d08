package dev.mcm.testkit.time;

import dev.mcm.shared.time.SystemTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A scheduler on the system clock with one daemon thread.
public final class LiveScheduler implements TaskScheduler, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveScheduler.class);
    private static final Cancellable NOTHING = () -> {};

    private final InstantSource clock = SystemTime.SYSTEM;
    private final ScheduledThreadPoolExecutor executor;

    public LiveScheduler(String threadName) {
        executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(threadName).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public InstantSource clock() {
        return clock;
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
        } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).log("A scheduled task of the simulation failed");
        }
    }

    /// Drops every task that is not running.
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
