package dev.mcm.scheduler.core;

import java.time.Duration;

/// Settings of the Scheduler's decisions.
///
/// @param lostAfter how long a plane must be both silent and unreachable before it is LOST; also
///   how long an unreachable plane whose LSM is heard stays LIVE
/// @param brakePercent when more than this share of the planes (and more than one) vanish together,
///   none of them is declared LOST: that is more likely our failure than theirs
/// @param settledAfter a plane LOST for longer than this no longer counts for the brake
/// @param witnessPatience how long ago GSM may have listened to a plane, and ATC probed it, for
///   their word to count
/// @param patience how long replicas may be in trouble
/// @param hold for how long what frees is kept for a deployment that waits for more of it
/// @param backoff for how long a cell stays closed after replicas were given up there
public record SchedulerPolicy(
        Duration lostAfter,
        int brakePercent,
        Duration settledAfter,
        Duration witnessPatience,
        Patience patience,
        MoveBackoff backoff,
        Duration hold) {
    public static final SchedulerPolicy DEFAULT =
            new SchedulerPolicy(
                    Duration.ofSeconds(30),
                    40,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(15),
                    Patience.DEFAULT,
                    MoveBackoff.DEFAULT,
                    Duration.ofMinutes(5));

    public SchedulerPolicy {
        if (lostAfter.isNegative() || settledAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "lostAfter: "
                            + lostAfter
                            + ", settledAfter: "
                            + settledAfter
                            + " (expected: neither is negative)");
        }
        if (!witnessPatience.isPositive()) {
            throw new IllegalArgumentException(
                    "witnessPatience: " + witnessPatience + " (expected: > 0)");
        }
        if (brakePercent < 0 || brakePercent > 100) {
            throw new IllegalArgumentException(
                    "brakePercent: " + brakePercent + " (expected: 0 to 100)");
        }
    }

    public SchedulerPolicy with(Patience other) {
        return new SchedulerPolicy(
                lostAfter, brakePercent, settledAfter, witnessPatience, other, backoff, hold);
    }

    public SchedulerPolicy with(MoveBackoff other) {
        return new SchedulerPolicy(
                lostAfter, brakePercent, settledAfter, witnessPatience, patience, other, hold);
    }
}
