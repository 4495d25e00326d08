package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;

/// A row of `placements` that is to be written with a new version.
///
/// @param workload kind of the object that runs the replicas
/// @param memory what it is to remember from now on
public record CellChange(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        PodRevision revision,
        WorkloadKind workload,
        int replicas,
        long specVersion,
        PlacementReason reason,
        MoveMemory memory) {}
