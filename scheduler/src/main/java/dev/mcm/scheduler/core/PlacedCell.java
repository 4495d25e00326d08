package dev.mcm.scheduler.core;

/// Replicas of a deployment on a plane by instance type, as decided before.
///
/// @param boundPods pods that the plane has bound to nodes; they are already missing in its free
///   capacity
public record PlacedCell(
        String planeId, String instanceType, int replicas, long specVersion, int boundPods) {}
