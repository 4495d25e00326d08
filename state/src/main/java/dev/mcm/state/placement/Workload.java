package dev.mcm.state.placement;

import dev.mcm.shared.plane.PlaneNames;

/// The object that runs the replicas of a placement.
public record Workload(WorkloadKind kind, String name) {
    /// As one of that kind is named.
    public static Workload of(WorkloadKind kind, PlacementKey key) {
        return switch (kind) {
            case DEPLOYMENT -> deployment(key);
            case REPLICA_SET -> replicaSet(key);
        };
    }

    /// As it was made before there were revisions.
    public static Workload deployment(PlacementKey key) {
        return new Workload(
                WorkloadKind.DEPLOYMENT,
                PlaneNames.workload(key.deploymentId(), key.instanceType()));
    }

    /// As it is made for one revision.
    private static Workload replicaSet(PlacementKey key) {
        return new Workload(
                WorkloadKind.REPLICA_SET,
                PlaneNames.workload(key.deploymentId(), key.revision(), key.instanceType()));
    }
}
