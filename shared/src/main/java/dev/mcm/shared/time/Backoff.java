package dev.mcm.shared.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: `initial * factor^attempt`, at most `max`, then shortened
/// by a random part of at most `jitter`.
///
/// @param jitter share of the delay that is random, 0 (none) to 1 (anything from 0 to the delay)
public record Backoff(Duration initial, Duration max, double factor, double jitter) {
    public Backoff {
        if (!initial.isPositive()) {
            throw new IllegalArgumentException("initial: " + initial + " (expected: > 0)");
        }
        if (max.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "max: " + max + " (expected: >= initial " + initial + ")");
        }
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor: " + factor + " (expected: >= 1)");
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter: " + jitter + " (expected: 0 to 1)");
        }
    }

    /// Doubles from `initial` to `max`, with half of the delay random.
    public static Backoff between(Duration initial, Duration max) {
        return new Backoff(initial, max, 2, 0.5);
    }

    /// The delay before retry number `attempt`.
    ///
    /// @param attempt 0 before the first retry
    public Duration delay(int attempt, RandomGenerator random) {
        return Duration.ofNanos(
                (long) (full(attempt).toNanos() * (1 - jitter * random.nextDouble())));
    }

    /// [#delay(int, RandomGenerator)] without its random part.
    public Duration full(int attempt) {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt: " + attempt + " (expected: >= 0)");
        }
        double nanos =
                Math.min(initial.toNanos() * Math.pow(factor, attempt), (double) max.toNanos());
        return Duration.ofNanos((long) nanos);
    }
}
