package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `deployment_observed`: a deployment's pods on a plane by shape option.
///
/// @param specVersion highest seen among its pods
/// @param counts of the pods
/// @param reason of the worst pod; empty = all is well
/// @param message beside that reason, at most 500 characters
/// @param epoch of the LSM record that it is as new as
/// @param seq of that record
public record ObservedDeployment(
        Key key,
        long specVersion,
        PodCounts counts,
        String reason,
        String message,
        Epoch epoch,
        long seq,
        Instant observedAt) {
    private static final int MAX_MESSAGE = 500;

    public ObservedDeployment {
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
        observedAt = Micros.of(observedAt);
    }

    /// Where the pods are.
    public record Key(DeploymentId deploymentId, PlaneId planeId, InstanceTypeName instanceType) {}

    /// Numbers of pods. The first four leave out terminating, failed and finished pods.
    ///
    /// @param pods all
    /// @param bound to a node
    /// @param ready of any version
    /// @param readyUpdated ready and of the highest version seen
    /// @param terminating being deleted
    public record PodCounts(int pods, int bound, int ready, int readyUpdated, int terminating) {}
}
