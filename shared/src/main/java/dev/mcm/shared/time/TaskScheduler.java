package dev.mcm.shared.time;

import java.time.Duration;
import java.time.InstantSource;

/// Runs tasks later on one logical thread: tasks of one scheduler never overlap, and tasks due at
/// the same instant run in the order they were given. Adding tasks is safe from any thread.
/// [TaskThread] on the system clock, [ManualTime] on a manual one.
public interface TaskScheduler {

    InstantSource clock();

    /// Runs `task` once, `delay` from now.
    Cancellable after(Duration delay, Runnable task);

    /// Runs `task` as soon as the tasks before it have run.
    default Cancellable soon(Runnable task) {
        return after(Duration.ZERO, task);
    }

    /// Handle on a task that has not run.
    @FunctionalInterface
    interface Cancellable {
        /// Does nothing when the task has run already.
        void cancel();
    }
}
