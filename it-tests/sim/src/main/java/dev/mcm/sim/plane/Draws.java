package dev.mcm.sim.plane;

import java.time.Duration;

/// Chance that depends on the seed and on what it is drawn for, and on nothing that was drawn
/// before: a scenario with an input fewer keeps the rest of its draws.
public final class Draws {
    private final long seed;

    public Draws(long seed) {
        this.seed = seed;
    }

    /// @param about what it is drawn for; the same gives the same
    /// @return evenly between `least` and `most`, both included, in whole milliseconds
    public Duration between(Duration least, Duration most, Object... about) {
        long range = most.minus(least).toMillis() + 1;
        return least.plusMillis(Math.floorMod(hash(about), range));
    }

    /// @return evenly from 0 to `most`, both included
    int upTo(int most, Object... about) {
        return (int) Math.floorMod(hash(about), most + 1L);
    }

    private long hash(Object... about) {
        long hash = seed;
        for (Object part : about) {
            hash = mixed(hash ^ part.hashCode());
        }
        return hash;
    }

    /// The finalizer of SplitMix64.
    private static long mixed(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
