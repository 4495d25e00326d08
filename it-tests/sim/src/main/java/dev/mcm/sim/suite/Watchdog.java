package dev.mcm.sim.suite;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Waits for work that could go on for ever, such as a decision that loops at one virtual instant:
/// no clock of the simulation ends that, and no thread can be ended from outside.
final class Watchdog {
    private Watchdog() {}

    /// Does the work on a thread of its own, which is left behind when it takes too long.
    ///
    /// @param what names the work in the failure
    /// @throws IllegalStateException it took longer than `limit`; its cause tells where it stood
    static <T> T within(Duration limit, String what, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = Thread.ofPlatform().daemon().name(what).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            e.setStackTrace(thread.getStackTrace());
            throw new IllegalStateException(what + " has not ended after " + limit, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + " was interrupted", e);
        }
    }
}
