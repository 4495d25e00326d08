package dev.mcm.state.view;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Replicas of one revision of a deployment on one plane by one instance type.
///
/// @param revision that of the version which they were made for, where no row or label names it;
///   [PodRevision#UNKNOWN] = that version has no row either
/// @param current whether the current version asks for that revision by that instance type
/// @param replicas placed there; 0 = none, or the row is gone
/// @param observed what the plane reports; null = nothing, or the plane is lost: what it reported
///   last says nothing about now
/// @param push of the plane, over all its cells
/// @param terminating pods that are on their way out, also where the plane is lost
public record CellView(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        PodRevision revision,
        boolean current,
        int replicas,
        @Nullable Observed observed,
        LastPush push,
        OnPlane plane,
        int terminating) {

    /// Pods, without terminating, failed and finished ones.
    ///
    /// @param reason of the worst pod; empty = none
    public record Observed(int pods, int bound, int ready, String reason, String message) {}

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
