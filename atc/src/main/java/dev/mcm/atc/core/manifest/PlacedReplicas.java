package dev.mcm.atc.core.manifest;

import dev.mcm.shared.id.InstanceTypeName;

/// A placement of a deployment on one plane.
///
/// @param deploymentVersion version of the spec that it was decided for
/// @param version push version
public record PlacedReplicas(
        InstanceTypeName instanceType, int replicas, long deploymentVersion, long version) {
    public PlacedReplicas {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "replicas of " + instanceType + ": " + replicas + " (expected: >= 0)");
        }
    }
}
