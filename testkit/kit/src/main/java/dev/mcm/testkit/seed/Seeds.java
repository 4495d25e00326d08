package dev.mcm.testkit.seed;

import dev.mcm.shared.time.RandomSource;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a property for the fixed seeds 1..n and for one fresh seed that is logged. A failure names
/// its seed; system property `mcm.seed` runs that seed alone.
public final class Seeds {

    private static final Logger LOG = LoggerFactory.getLogger(Seeds.class);
    private static final String ONLY_SEED = "mcm.seed";

    private Seeds() {}

    /// A property under test; throws when it does not hold.
    @FunctionalInterface
    public interface Property {
        void check(RandomGenerator random) throws Exception;
    }

    /// Checks `property` with `fixed` fixed seeds and a fresh one.
    public static void check(int fixed, Property property) {
        stream(fixed).forEach(seed -> checkOne(seed, property));
    }

    /// The fixed seeds 1..`fixed` and a fresh one, for a parameterized test: its name bears the
    /// seed.
    public static LongStream stream(int fixed) {
        Long only = Long.getLong(ONLY_SEED);
        return only != null
                ? LongStream.of(only)
                : LongStream.concat(LongStream.rangeClosed(1, fixed), LongStream.of(fresh()));
    }

    private static long fresh() {
        long fresh = RandomSource.secure().nextLong(Long.MAX_VALUE);
        LOG.atInfo().addKeyValue("seed", fresh).log("Checking a property with a fresh seed");
        return fresh;
    }

    /// The generator that a check with `seed` sees.
    public static RandomGenerator random(long seed) {
        return RandomSource.seeded(seed);
    }

    private static void checkOne(long seed, Property property) {
        try {
            property.check(random(seed));
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "The property failed with seed "
                            + seed
                            + " (run it alone with -D"
                            + ONLY_SEED
                            + "="
                            + seed
                            + "): "
                            + failure.getMessage(),
                    failure);
        }
    }
}
