package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.PlaneId;

/// Replicas of a deployment on one plane, over all instance types.
public record RoutedReplicas(PlaneId plane, int placed, int ready) {}
