package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.hash.Fnv1a;
import java.time.Duration;

/// Varies durations by what they belong to, so that the same pod always takes as long.
record Jitter(double share) {

    private static final double RANGE = 1L << 32;

    Duration of(Duration mean, String subject, String step) {
        if (share == 0) {
            return mean;
        }
        int hash = Fnv1a.hash32(subject + "/" + step) * 0x9E3779B9;
        double zeroToOne = Integer.toUnsignedLong(hash) / RANGE;
        return Duration.ofNanos((long) (mean.toNanos() * (1 + share * (2 * zeroToOne - 1))));
    }
}
