package dev.mcm.scheduler.core;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import org.jspecify.annotations.Nullable;

/// What became of the desired replicas of a deployment.
///
/// @param placed of the desired replicas, those that have a place where they run or may still come
///   to: not on a lost plane, not waiting or failing for too long
/// @param pending desired less placed
/// @param misplaced of the placed ones, those that stay where a rule no longer allows them until
///   another place is found
/// @param reason while something is pending, the verdict of the plane that came closest; null = as
///   stored by another version of this program
public record SummaryCounts(
        int desired, int placed, int pending, int misplaced, @Nullable SummaryReason reason) {
    /// What the planes have to say is of interest.
    public boolean isToBeExplained() {
        return pending + misplaced > 0
                || reason == PlacementOutcome.REPLACING
                || reason == PlacementOutcome.HANDOVER_WAITS
                || reason == PlacementOutcome.FAILS_EVERYWHERE;
    }
}
