package dev.mcm.scheduler.core;

/// A row of `placements` that is to be written with a new version.
public record CellChange(
        String deploymentId,
        String planeId,
        String instanceType,
        int replicas,
        long specVersion,
        PlacementReason reason) {}
