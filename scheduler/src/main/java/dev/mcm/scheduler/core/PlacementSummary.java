package dev.mcm.scheduler.core;

/// What became of the desired replicas of a deployment.
///
/// @param placed replicas on planes that are not lost
/// @param pending desired less placed, never negative
/// @param reason PLACED, ZERO_DESIRED or STOPPED, or the verdict of the plane that came closest
public record PlacementSummary(int desired, int placed, int pending, String reason) {
    static final String PLACED = "PLACED";
    static final String ZERO_DESIRED = "ZERO_DESIRED";
    static final String STOPPED = "STOPPED";
    static final String NO_PLANES = "NO_PLANES";
}
