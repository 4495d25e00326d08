package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.VerdictReason;

/// What a plane had to say to a deployment.
///
/// @param placed replicas of the deployment on the plane after the decision
public record Verdict(PlaneId planeId, VerdictReason reason, String message, int placed) {
    /// Equal but for the figures in the message, which change with every other deployment.
    boolean says(Verdict other) {
        return planeId.equals(other.planeId) && reason == other.reason && placed == other.placed;
    }
}
