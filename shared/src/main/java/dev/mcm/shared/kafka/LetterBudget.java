package dev.mcm.shared.kafka;

import dev.mcm.shared.time.TimeSource;
import org.apache.kafka.common.KafkaException;

/// How much a tail may write into dead letters: [#MOST] bytes at once, and [#PER_MINUTE] in the
/// long run, so that a topic full of poison fills no disk. For one thread.
final class LetterBudget {
    static final long MOST = 16L << 20;
    static final long PER_MINUTE = 1L << 20;

    private static final double PER_NANO = PER_MINUTE / 60e9;

    private final TimeSource time;
    private double left = MOST;
    private long counted;

    LetterBudget(TimeSource time) {
        this.time = time;
        this.counted = time.nanoTime();
    }

    /// @throws KafkaException when a letter of this size is too much now
    void take(long bytes) {
        long now = time.nanoTime();
        left = Math.min(MOST, left + (now - counted) * PER_NANO);
        counted = now;
        if (bytes > left) {
            throw new KafkaException(
                    "too much poison for dead letters (expected: at most "
                            + PER_MINUTE
                            + " bytes a minute)");
        }
        left -= bytes;
    }
}
