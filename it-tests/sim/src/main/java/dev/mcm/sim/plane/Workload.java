package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;

/// What a plane is told to run of one deployment and instance type.
public record Workload(Shape shape, int replicas) {
    /// Which one it is.
    public record Key(DeploymentId deploymentId, InstanceTypeName instanceType)
            implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = deploymentId.compareTo(other.deploymentId);
            return order != 0 ? order : instanceType.compareTo(other.instanceType);
        }
    }
}
