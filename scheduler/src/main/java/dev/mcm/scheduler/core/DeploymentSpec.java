package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import java.util.List;
import java.util.Optional;

/// What a replica needs and where it may run. Immutable per deployment version.
///
/// @param options ways to run a replica, best first
/// @param nodeCount nodes of one replica; more than one = a gang, placed all or nothing on one
///   plane
public record DeploymentSpec(
        List<ShapeOption> options, int nodeCount, Tolerations tolerations, PlacementRules rules) {
    public DeploymentSpec {
        options = List.copyOf(options);
        if (options.isEmpty() || nodeCount < 1) {
            throw new IllegalArgumentException(
                    "spec: %d options, %d nodes a replica (expected: at least one of each)"
                            .formatted(options.size(), nodeCount));
        }
    }

    Optional<ShapeOption> option(InstanceTypeName instanceType) {
        return options.stream()
                .filter(option -> option.instanceType().equals(instanceType))
                .findFirst();
    }

    Tolerations tolerations(ShapeOption option) {
        return tolerations.and(option.tolerations());
    }

    Footprint footprint(ShapeOption option) {
        return new Footprint(option.shape(), nodeCount, tolerations(option));
    }
}
