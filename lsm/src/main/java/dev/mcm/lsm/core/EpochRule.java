package dev.mcm.lsm.core;

import java.time.Instant;

/// Chooses the epoch of an LSM process.
public final class EpochRule {
    private EpochRule() {}

    /// Larger than every epoch on the plane's topic. It also follows the clock, so that two
    /// processes started by mistake at the same time, both before the other's first record, still
    /// differ, unless they start in the same microsecond. Where the clock has been set back, one
    /// more than the last.
    ///
    /// @param last largest epoch on the topic; 0 = none
    /// @param start when this process started
    public static long next(long last, Instant start) {
        long micros =
                Math.addExact(
                        Math.multiplyExact(start.getEpochSecond(), 1_000_000L),
                        start.getNano() / 1_000);
        return Math.max(micros, last + 1);
    }
}
