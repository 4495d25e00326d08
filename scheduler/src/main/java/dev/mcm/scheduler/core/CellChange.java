package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.MoveMemory;

/// A row of `placements` that is to be written with a new version.
///
/// @param memory what it is to remember from now on
public record CellChange(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        int replicas,
        long specVersion,
        PlacementReason reason,
        MoveMemory memory) {}
