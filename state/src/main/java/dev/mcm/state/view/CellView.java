package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A deployment on one plane by one instance type.
///
/// @param replicas placed there; 0 = none, or the row is gone
/// @param placedVersion version of the spec they were placed for; 0 = none placed
/// @param observed what the plane reports; null = nothing, or the plane is lost: what it reported
///   last says nothing about now
/// @param push of the plane, over all its instance types
/// @param terminating pods that are on their way out, also where the plane is lost
public record CellView(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        int replicas,
        long placedVersion,
        @Nullable Observed observed,
        LastPush push,
        OnPlane plane,
        int terminating) {

    /// Pods, without terminating, failed and finished ones.
    ///
    /// @param specVersion highest among them
    /// @param readyUpdated ready pods of that version
    /// @param reason of the worst pod; empty = none
    public record Observed(
            int pods,
            int bound,
            int ready,
            long specVersion,
            int readyUpdated,
            String reason,
            String message) {}

    /// @param appliedVersion push version last applied; 0 = none
    /// @param error of the last attempt; empty = none
    /// @param behind what is placed there, or that nothing is, has not been applied
    public record LastPush(long appliedVersion, String error, int failedAttempts, boolean behind) {}

    /// What the Scheduler thinks of the plane.
    ///
    /// @param since of a plane that is not LIVE: when it was last known to be heard, as far as that
    ///   is known; null = it has no state yet
    public record OnPlane(PlaneState state, @Nullable Instant since) {}
}
