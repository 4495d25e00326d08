package dev.mcm.testkit.kafka;

import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// The system's time, of which a test may skip some: waits last as long as ever, and what has been
/// silent for a while has been so for longer.
final class FastTime implements TimeSource {
    private final AtomicLong skipped = new AtomicLong();

    void skip(Duration duration) {
        skipped.addAndGet(duration.toNanos());
    }

    @Override
    public Instant instant() {
        return SystemTime.SYSTEM.instant().plusNanos(skipped.get());
    }

    @Override
    public long nanoTime() {
        return SystemTime.SYSTEM.nanoTime() + skipped.get();
    }

    @Override
    public Signal newSignal() {
        return SystemTime.SYSTEM.newSignal();
    }
}
