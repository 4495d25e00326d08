package dev.mcm.shared.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A clock that stands still until it is told to move: threads wait on it and tasks run on it.
///
/// Moving it forward runs every task that falls due, in order of time and then of submission, on
/// the calling thread, with the clock standing at the task's own instant; a thread that waits is
/// woken as soon as the clock stands at its deadline or beyond. Only one thread may move the clock;
/// everything else is safe from any thread.
public final class ManualTime implements TimeSource, TaskScheduler {
    /// A round moment, so that failures read well.
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration REAL_LIMIT = Duration.ofSeconds(30);
    private static final int MOST_TASKS_AT_ONE_INSTANT = 10_000_000;

    private record Task(Instant due, long order, Runnable body) {}

    private final Object lock = new Object();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparingLong(Task::order));
    private final Instant start;
    private Instant now;
    private long submitted;
    private int waiting;

    /// Begins at [#START].
    public ManualTime() {
        this(START);
    }

    public ManualTime(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return now;
        }
    }

    /// Zero at the start.
    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos();
        }
    }

    private long nanos() {
        return Duration.between(start, now).toNanos();
    }

    @Override
    public InstantSource clock() {
        return this;
    }

    @Override
    public Cancellable after(Duration delay, Runnable body) {
        synchronized (lock) {
            Task task = new Task(delay.isNegative() ? now : now.plus(delay), submitted++, body);
            tasks.add(task);
            return () -> drop(task);
        }
    }

    private void drop(Task task) {
        synchronized (lock) {
            tasks.remove(task);
        }
    }

    /// Moves the clock forward by `step`.
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step: " + step + " (expected: >= 0)");
        }
        advanceTo(instant().plus(step));
    }

    /// Moves the clock forward to `target`.
    public void advanceTo(Instant target) {
        Instant last = instant();
        if (target.isBefore(last)) {
            throw new IllegalArgumentException(
                    "target: " + target + " (expected: not before " + last + ")");
        }
        int atOneInstant = 0;
        for (Task task = next(target); task != null; task = next(target)) {
            atOneInstant = task.due().equals(last) ? atOneInstant + 1 : 0;
            last = task.due();
            if (atOneInstant > MOST_TASKS_AT_ONE_INSTANT) {
                throw new IllegalStateException(
                        MOST_TASKS_AT_ONE_INSTANT
                                + " tasks at "
                                + last
                                + " (expected: no task that schedules itself without delay)");
            }
            task.body().run();
        }
        synchronized (lock) {
            moveTo(target);
        }
    }

    /// Runs what is due now, without moving the clock.
    public void runDue() {
        advanceTo(instant());
    }

    private @Nullable Task next(Instant target) {
        synchronized (lock) {
            Task head = tasks.peek();
            if (head == null || head.due().isAfter(target)) {
                return null;
            }
            tasks.remove();
            moveTo(head.due());
            return head;
        }
    }

    private void moveTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
            lock.notifyAll();
        }
    }

    /// Number of threads that wait on this clock now.
    public int waiting() {
        synchronized (lock) {
            return waiting;
        }
    }

    /// Waits, in real time, until at least `threads` threads wait on this clock: the moment when
    /// advancing it has an effect.
    ///
    /// @throws IllegalStateException after 30 seconds
    public void awaitWaiting(int threads) throws InterruptedException {
        Waiting.until(
                threads + " threads waiting on the manual clock",
                REAL_LIMIT,
                () -> waiting() >= threads);
    }

    @Override
    public Signal newSignal() {
        return new ManualSignal();
    }

    private boolean awaitUntil(long deadline, BooleanSupplier raised) throws InterruptedException {
        waiting++;
        try {
            while (!raised.getAsBoolean() && nanos() < deadline) {
                lock.wait();
            }
            return raised.getAsBoolean();
        } finally {
            waiting--;
        }
    }

    private final class ManualSignal implements Signal {
        private boolean raised;

        @Override
        public void raise() {
            synchronized (lock) {
                raised = true;
                lock.notifyAll();
            }
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            synchronized (lock) {
                boolean seen = awaitUntil(deadline(timeout), () -> raised);
                raised = false;
                return seen;
            }
        }

        private long deadline(Duration timeout) {
            return timeout.compareTo(Duration.ofDays(100_000)) > 0
                    ? Long.MAX_VALUE
                    : nanos() + timeout.toNanos();
        }
    }
}
