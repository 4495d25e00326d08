package dev.mcm.scheduler.core;

import dev.mcm.state.placement.SummaryReason;
import org.jspecify.annotations.Nullable;

/// What became of the desired replicas of a deployment.
///
/// @param placed replicas on planes that are not lost
/// @param pending desired less placed, never negative
/// @param misplaced of the placed ones, those that stay where a rule no longer allows them until
///   another place is found
/// @param reason while something is pending, the verdict of the plane that came closest; null = as
///   stored by another version of this program
public record SummaryCounts(
        int desired, int placed, int pending, int misplaced, @Nullable SummaryReason reason) {}
