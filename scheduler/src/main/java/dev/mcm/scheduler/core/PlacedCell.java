package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;

/// Replicas of a deployment on a plane by instance type, as decided before.
///
/// @param boundPods pods that the plane has bound to nodes; they are already missing in its free
///   capacity
public record PlacedCell(
        PlaneId planeId,
        InstanceTypeName instanceType,
        int replicas,
        long specVersion,
        int boundPods) {}
