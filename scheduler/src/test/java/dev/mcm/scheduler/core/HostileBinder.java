package dev.mcm.scheduler.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Ways in which a plane may choose among the nodes that fit a pod.
enum HostileBinder {
    LEAST_ALLOCATED,
    MOST_ALLOCATED,
    RANDOM,
    /// Takes the node where the pods that still wait lose most.
    SPITEFUL;

    /// Binds all pods of one replica to distinct nodes.
    ///
    /// @param waiting footprints that are still to be bound afterwards
    /// @return whether there were enough nodes
    boolean bind(
            Footprint replica,
            List<BoundNode> nodes,
            List<Footprint> waiting,
            RandomGenerator random) {
        List<BoundNode> possible =
                new ArrayList<>(nodes.stream().filter(node -> node.fits(replica)).toList());
        if (possible.size() < replica.nodeCount()) {
            return false;
        }
        for (int pod = 0; pod < replica.nodeCount(); pod++) {
            BoundNode chosen = choose(replica, possible, waiting, random);
            possible.remove(chosen);
            chosen.take(replica.shape(), random.nextInt(1 << 10));
        }
        return true;
    }

    private BoundNode choose(
            Footprint replica,
            List<BoundNode> possible,
            List<Footprint> waiting,
            RandomGenerator random) {
        return switch (this) {
            case LEAST_ALLOCATED ->
                    first(possible, Comparator.comparingDouble(node -> -node.leastAllocated()));
            case MOST_ALLOCATED ->
                    first(
                            possible,
                            Comparator.comparingInt(BoundNode::freeGpuMilli)
                                    .thenComparingDouble(BoundNode::leastAllocated));
            case RANDOM -> possible.get(random.nextInt(possible.size()));
            case SPITEFUL ->
                    first(
                            possible,
                            Comparator.comparingLong(node -> -harm(replica, node, waiting)));
        };
    }

    private static BoundNode first(List<BoundNode> nodes, Comparator<BoundNode> order) {
        return nodes.stream().min(order).orElseThrow();
    }

    private static long harm(Footprint replica, BoundNode node, List<Footprint> waiting) {
        long before = room(node, waiting);
        List<Integer> gpus = node.choice(replica.shape(), 0);
        node.move(replica.shape(), gpus, -1);
        long after = room(node, waiting);
        node.move(replica.shape(), gpus, 1);
        return before - after;
    }

    private static long room(BoundNode node, List<Footprint> waiting) {
        FreeNode now = node.now();
        return waiting.stream().distinct().mapToLong(pod -> now.replicas(pod.shape())).sum();
    }
}
