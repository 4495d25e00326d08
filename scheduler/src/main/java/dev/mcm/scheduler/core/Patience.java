package dev.mcm.scheduler.core;

import dev.mcm.state.observed.ReplicaGroup;
import java.time.Duration;
import java.util.Optional;

/// How long a replica may be in trouble before another place is sought for it.
///
/// @param unbound from placed, or seen without a node, until a node has it
/// @param unschedulable the same after the plane itself has said that no node will do
/// @param failing for a reason of its container or image
/// @param nodeFailing for a reason of its node
public record Patience(
        Duration unbound, Duration unschedulable, Duration failing, Duration nodeFailing) {
    public static final Patience DEFAULT =
            new Patience(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10));

    private static final String UNSCHEDULABLE = "Unschedulable";
    private static final String NODE = "Node";

    public Patience {
        if (unbound.isNegative()
                || unschedulable.isNegative()
                || failing.isNegative()
                || nodeFailing.isNegative()) {
            throw new IllegalArgumentException(
                    "patience: %s, %s, %s, %s (expected: none is negative)"
                            .formatted(unbound, unschedulable, failing, nodeFailing));
        }
    }

    /// The trouble is its node's, whatever runs there.
    static boolean isOfNode(ReplicaGroup group) {
        return group.reason().startsWith(NODE);
    }

    /// With replicas like these.
    ///
    /// @param provision how long the plane's own autoscaler may take to bring a node
    /// @return empty = for ever
    Optional<Duration> with(ReplicaGroup group, Duration provision) {
        return switch (group.state()) {
            case READY, STARTING, TERMINATING -> Optional.empty();
            case UNBOUND ->
                    Optional.of(
                            (group.reason().equals(UNSCHEDULABLE) ? unschedulable : unbound)
                                    .plus(provision));
            case FAILING -> Optional.of(isOfNode(group) ? nodeFailing : failing);
        };
    }
}
