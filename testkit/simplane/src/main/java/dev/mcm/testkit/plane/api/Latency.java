package dev.mcm.testkit.plane.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long answers take: log-normal, as the latency of servers is.
///
/// @param p99 what 1 in 100 exceeds; the same as the median for a constant
public record Latency(Duration median, Duration p99) {

    public static final Latency NONE = constant(Duration.ZERO);

    /// The standard normal distribution's 99th percentile.
    private static final double Z_99 = 2.3263;

    public Latency {
        if (median.isNegative() || p99.compareTo(median) < 0) {
            throw new IllegalArgumentException(
                    "latency with median "
                            + median
                            + ", p99 "
                            + p99
                            + " (expected: 0 <= median <= p99)");
        }
        if (median.isZero() && !p99.isZero()) {
            throw new IllegalArgumentException(
                    "latency with median 0, p99 " + p99 + " (expected: a positive median)");
        }
    }

    public static Latency constant(Duration always) {
        return new Latency(always, always);
    }

    Duration draw(RandomGenerator random) {
        if (median.equals(p99)) {
            return median;
        }
        double sigma = Math.log((double) p99.toNanos() / median.toNanos()) / Z_99;
        return Duration.ofNanos(
                (long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }
}
