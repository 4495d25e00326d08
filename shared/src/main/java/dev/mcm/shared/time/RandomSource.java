package dev.mcm.shared.time;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where randomness comes from.
public final class RandomSource {
    private RandomSource() {}

    /// Unpredictable, for identifiers and tokens. Thread-safe.
    public static RandomGenerator secure() {
        return new SecureRandom();
    }

    /// Reproducible from its seed. Not thread-safe.
    public static RandomGenerator seeded(long seed) {
        return new SplittableRandom(seed);
    }
}
