package dev.mcm.testkit.plane.gateway;

import java.time.Duration;
import java.time.Instant;

/// A count and its integral over time, in seconds. Not safe for use by many threads.
final class TimeWeighted {

    private static final double NANOS = 1e9;

    private int value;
    private double seconds;
    private Instant since;

    TimeWeighted(Instant now) {
        since = now;
    }

    void add(int change, Instant now) {
        seconds = seconds(now);
        since = now;
        value += change;
    }

    int value() {
        return value;
    }

    double seconds(Instant now) {
        return seconds + value * (Duration.between(since, now).toNanos() / NANOS);
    }
}
