package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a replica needs and where it may run. Immutable per deployment version.
///
/// @param options ways to run a replica, best first
/// @param nodeCount nodes of one replica; more than one = a gang, placed all or nothing on one
///   plane
/// @param grace how long a replica may take to end
public record DeploymentSpec(
        List<ShapeOption> options,
        int nodeCount,
        Tolerations tolerations,
        PlacementRules rules,
        Duration grace) {
    public DeploymentSpec {
        options = List.copyOf(options);
        if (options.isEmpty() || nodeCount < 1) {
            throw new IllegalArgumentException(
                    "spec: %d options, %d nodes a replica (expected: at least one of each)"
                            .formatted(options.size(), nodeCount));
        }
    }

    /// The same, as revisions were given to its options.
    ///
    /// @param revisions by instance type; one that is not there stays as it is
    public DeploymentSpec with(Map<InstanceTypeName, PodRevision> revisions) {
        List<ShapeOption> named =
                options.stream()
                        .map(option ->
                                new ShapeOption(
                                        option.instanceType(),
                                        option.shape(),
                                        option.tolerations(),
                                        revisions.getOrDefault(
                                                option.instanceType(), option.revision())))
                        .toList();
        return named.equals(options)
                ? this
                : new DeploymentSpec(named, nodeCount, tolerations, rules, grace);
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
