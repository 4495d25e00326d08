package dev.mcm.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tries every order of replicas and every choice of nodes and GPUs.
final class WorstCase {
    private final List<BoundNode> nodes;
    private final Set<List<Object>> seen = new HashSet<>();

    private WorstCase(List<BoundNode> nodes) {
        this.nodes = nodes;
    }

    static void search(List<BoundNode> nodes, List<Footprint> replicas) {
        new WorstCase(nodes).bind(new ArrayList<>(replicas));
    }

    private void bind(List<Footprint> waiting) {
        List<Object> state = new ArrayList<>(waiting);
        nodes.forEach(node -> state.add(node.now()));
        if (!seen.add(state)) {
            return;
        }
        for (Footprint next : new HashSet<>(waiting)) {
            List<Footprint> rest = new ArrayList<>(waiting);
            rest.remove(next);
            place(next, next.nodeCount(), 0, rest);
        }
    }

    /// Puts pods of one replica on distinct nodes from a node on.
    private void place(Footprint replica, int pods, int from, List<Footprint> rest) {
        if (pods == 0) {
            bind(rest);
            return;
        }
        List<Integer> possible = new ArrayList<>();
        for (int i = from; i < nodes.size(); i++) {
            if (nodes.get(i).fits(replica)) {
                possible.add(i);
            }
        }
        if (pods == replica.nodeCount()) {
            assertThat(possible)
                    .as("nodes for %s", replica.shape())
                    .hasSizeGreaterThanOrEqualTo(pods);
        }
        Shape shape = replica.shape();
        for (int index : possible) {
            BoundNode node = nodes.get(index);
            int choices = Math.max(1, node.gpusFor(shape).size());
            for (int first = 0; first < (shape.sharesGpu() ? choices : 1); first++) {
                List<Integer> gpus = node.choice(shape, first);
                node.move(shape, gpus, -1);
                place(replica, pods - 1, index + 1, rest);
                node.move(shape, gpus, 1);
            }
        }
    }
}
