package dev.mcm.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A clock that moves only when told, and the scheduler that runs on it. `advance` runs every task
/// that falls due, in order of time and then of submission, on the calling thread, with the clock
/// standing at the task's own instant. Reading the time and adding tasks is safe from any thread;
/// only one thread may advance.
public final class ManualClock implements InstantSource, TaskScheduler {

    /// A nice round start, so that failures read well.
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int MOST_TASKS_IN_ONE_INSTANT = 10_000_000;

    private record Task(Instant due, long order, Runnable body) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private Instant now;
    private long submitted;

    public ManualClock() {
        this(START);
    }

    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public InstantSource clock() {
        return this;
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable body) {
        Instant due = delay.isNegative() ? now : now.plus(delay);
        Task task = new Task(due, submitted++, body);
        tasks.add(task);
        return () -> drop(task);
    }

    private synchronized void drop(Task task) {
        tasks.remove(task);
    }

    /// Moves the clock forward by `step`, running what falls due on the way.
    public void advance(Duration step) {
        advanceTo(instant().plus(step));
    }

    /// Moves the clock forward to `target`, running what falls due on the way.
    public void advanceTo(Instant target) {
        if (target.isBefore(instant())) {
            throw new IllegalArgumentException(
                    "A manual clock only moves forward: asked for "
                            + target
                            + ", it shows "
                            + instant());
        }
        int inThisInstant = 0;
        Instant last = instant();
        for (Task task = next(target); task != null; task = next(target)) {
            inThisInstant = task.due().equals(last) ? inThisInstant + 1 : 0;
            last = task.due();
            if (inThisInstant > MOST_TASKS_IN_ONE_INSTANT) {
                throw new IllegalStateException(
                        "More than "
                                + MOST_TASKS_IN_ONE_INSTANT
                                + " tasks at "
                                + last
                                + ": a task keeps scheduling itself without delay");
            }
            task.body().run();
        }
        synchronized (this) {
            now = target;
        }
    }

    /// Runs what is due now, without moving the clock.
    public void runDue() {
        advanceTo(instant());
    }

    private synchronized @Nullable Task next(Instant target) {
        Task head = tasks.peek();
        if (head == null || head.due().isAfter(target)) {
            return null;
        }
        tasks.remove();
        if (head.due().isAfter(now)) {
            now = head.due();
        }
        return head;
    }
}
