package dev.mcm.shared.loop;

import dev.mcm.shared.time.Backoff;
import java.time.Duration;

/// When a loop ticks.
///
/// @param quiet how long to wait after a wake-up for more of them
/// @param atMostEvery least time between the ends of one tick and the start of the next
/// @param atLeastEvery longest time without a tick when nobody wakes the loop
/// @param backoff after a tick that failed
public record LoopTiming(
        Duration quiet, Duration atMostEvery, Duration atLeastEvery, Backoff backoff) {
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(10));

    public LoopTiming {
        if (quiet.isNegative() || atMostEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "quiet: " + quiet + ", atMostEvery: " + atMostEvery + " (expected: >= 0)");
        }
        if (atLeastEvery.compareTo(atMostEvery) < 0 || !atLeastEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "atLeastEvery: "
                            + atLeastEvery
                            + " (expected: > 0 and >= atMostEvery "
                            + atMostEvery
                            + ")");
        }
    }

    /// Ticks with this period and when woken.
    public static LoopTiming every(Duration period) {
        return new LoopTiming(Duration.ZERO, Duration.ZERO, period, BACKOFF);
    }

    /// Ticks when woken, after `quiet`, and with period `resync` otherwise.
    public static LoopTiming whenWoken(Duration quiet, Duration resync) {
        return new LoopTiming(quiet, Duration.ZERO, resync, BACKOFF);
    }
}
