package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;

/// A row of `placements` with zero replicas that is to go.
public record EndedCell(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        PodRevision revision) {
    EndedCell(DeploymentId deploymentId, Cell cell) {
        this(deploymentId, cell.planeId(), cell.instanceType(), cell.revision());
    }
}
