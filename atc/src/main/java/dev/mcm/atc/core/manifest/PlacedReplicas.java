package dev.mcm.atc.core.manifest;

import dev.mcm.shared.id.InstanceTypeName;

/// A placement of a deployment on one plane.
///
/// @param specVersion version of the spec that it was decided for
public record PlacedReplicas(
        InstanceTypeName instanceType, int replicas, long specVersion, long pushVersion) {
    public PlacedReplicas {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "replicas of " + instanceType + ": " + replicas + " (expected: >= 0)");
        }
    }
}
