package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;

/// A row of `placements` with zero replicas that is to go.
public record EndedCell(DeploymentId deploymentId, PlaneId planeId, InstanceTypeName instanceType) {
    EndedCell(DeploymentId deploymentId, Cell cell) {
        this(deploymentId, cell.planeId(), cell.instanceType());
    }
}
