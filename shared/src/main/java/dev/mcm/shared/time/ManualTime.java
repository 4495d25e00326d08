package dev.mcm.shared.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// A clock that stands still until it is told to move. Threads that wait on it sleep until another
/// thread advances it past their deadline. Thread-safe.
public final class ManualTime implements TimeSource {
    private static final Duration REAL_LIMIT = Duration.ofSeconds(30);

    private final Object lock = new Object();
    private Instant now;
    private long nanos;
    private int waiting;

    public ManualTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        synchronized (lock) {
            return now;
        }
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    /// Moves the clock forward and wakes whoever waits for a moment that has come.
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step: " + step + " (expected: >= 0)");
        }
        synchronized (lock) {
            now = now.plus(step);
            nanos += step.toNanos();
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
            while (!raised.getAsBoolean() && nanos < deadline) {
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
                    : nanos + timeout.toNanos();
        }
    }
}
