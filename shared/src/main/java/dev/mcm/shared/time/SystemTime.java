package dev.mcm.shared.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The machine's clock.
public enum SystemTime implements TimeSource {
    /// The one instance.
    SYSTEM;

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Signal newSignal() {
        return new SemaphoreSignal();
    }

    private static final class SemaphoreSignal implements Signal {
        private final Semaphore permits = new Semaphore(0);

        @Override
        public void raise() {
            permits.release();
        }

        @Override
        public boolean await(Duration timeout) throws InterruptedException {
            boolean raised = permits.tryAcquire(toNanos(timeout), TimeUnit.NANOSECONDS);
            permits.drainPermits();
            return raised;
        }

        private static long toNanos(Duration timeout) {
            return timeout.compareTo(Duration.ofDays(100_000)) > 0
                    ? Long.MAX_VALUE
                    : timeout.toNanos();
        }
    }
}
