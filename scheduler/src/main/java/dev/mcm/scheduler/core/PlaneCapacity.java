package dev.mcm.scheduler.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Free nodes of one plane while a plan is made: classes of equal nodes by GPU model, fullest
/// first, from which replicas are taken by best fit as the plane itself would bind them. Mutable,
/// used by one thread.
final class PlaneCapacity {
    private final Map<String, SortedMap<FreeNode, Integer>> nodes = new TreeMap<>();
    private final Map<Footprint, Integer> fits = new HashMap<>();
    private final Map<String, Integer> backlog = new HashMap<>();

    PlaneCapacity(List<NodeClass> classes) {
        for (NodeClass nodeClass : classes) {
            add(nodeClass.node(), nodeClass.nodes());
        }
    }

    boolean hasNodes() {
        return !nodes.isEmpty();
    }

    /// GPU models of its nodes, by name.
    List<String> gpuTypes() {
        return nodes.keySet().stream().filter(type -> !type.isEmpty()).toList();
    }

    /// The plane has nodes of the kind the shape needs, free or not.
    boolean hasNodesFor(Shape shape) {
        return shape.gpuCount() == 0 ? hasNodes() : nodes.containsKey(shape.gpuType());
    }

    /// How many more replicas fit. 0 while replicas of the same GPU model that were placed here
    /// before do not fit.
    int fits(Footprint footprint) {
        if (waiting(footprint.shape()) > 0) {
            return 0;
        }
        return fits.computeIfAbsent(footprint, this::count);
    }

    /// Pods placed here that found no room in the reported capacity.
    int waiting(Shape shape) {
        return backlog.getOrDefault(shape.gpuType(), 0);
    }

    /// Replicas do not fit, and would fit if the nodes' taints were tolerated.
    boolean onlyTainted(Footprint footprint) {
        for (SortedMap<FreeNode, Integer> classes : candidates(footprint.shape())) {
            for (FreeNode node : classes.keySet()) {
                if (node.replicas(footprint.shape()) > 0
                        && !node.tolerated(footprint.tolerations())) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Replicas do not fit, and would fit if nodes took more pods.
    boolean onlyOutOfPodSlots(Footprint footprint) {
        for (SortedMap<FreeNode, Integer> classes : candidates(footprint.shape())) {
            for (FreeNode node : classes.keySet()) {
                if (node.freePodSlots() == 0
                        && node.replicasBySize(footprint.shape()) > 0
                        && node.tolerated(footprint.tolerations())) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Takes one replica, all its nodes or nothing.
    boolean take(Footprint footprint) {
        if (fits(footprint) == 0) {
            return false;
        }
        List<FreeNode> used = new ArrayList<>();
        for (int node = 0; node < footprint.nodeCount(); node++) {
            FreeNode best = bestFit(footprint);
            if (best == null) {
                break;
            }
            remove(best);
            used.add(best);
        }
        boolean complete = used.size() == footprint.nodeCount();
        for (FreeNode node : used) {
            add(complete ? node.take(footprint.shape()) : node, 1);
        }
        if (complete) {
            fits.clear();
        }
        return complete;
    }

    /// Takes one pod that was decided before but is not bound yet; what does not fit blocks its GPU
    /// model here.
    void reserve(Shape shape, Tolerations tolerations) {
        FreeNode best = bestFit(new Footprint(shape, 1, tolerations));
        if (best == null) {
            backlog.merge(shape.gpuType(), 1, Integer::sum);
            return;
        }
        remove(best);
        add(best.take(shape), 1);
        fits.clear();
    }

    private int count(Footprint footprint) {
        Map<Integer, Integer> nodesByFit = new HashMap<>();
        long total = 0;
        for (SortedMap<FreeNode, Integer> classes : candidates(footprint.shape())) {
            for (Map.Entry<FreeNode, Integer> entry : classes.entrySet()) {
                int each =
                        entry.getKey().tolerated(footprint.tolerations())
                                ? entry.getKey().replicas(footprint.shape())
                                : 0;
                if (each > 0) {
                    nodesByFit.merge(each, entry.getValue(), Integer::sum);
                    total += (long) each * entry.getValue();
                }
            }
        }
        return footprint.gang()
                ? gangs(nodesByFit, total, footprint.nodeCount())
                : (int) Math.min(total, Integer.MAX_VALUE);
    }

    /// Most gangs g such that g pods go to distinct nodes each: sum of min(fit, g) over the nodes
    /// is at least g * size.
    private static int gangs(Map<Integer, Integer> nodesByFit, long total, int size) {
        int low = 0;
        int high = (int) Math.min(total / size, Integer.MAX_VALUE - 1);
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            long room = 0;
            for (Map.Entry<Integer, Integer> entry : nodesByFit.entrySet()) {
                room += (long) Math.min(entry.getKey(), middle) * entry.getValue();
            }
            if (room >= (long) middle * size) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Classes are sorted fullest first: the first that fits is the best, but for shared GPUs and
    /// gangs.
    private @Nullable FreeNode bestFit(Footprint footprint) {
        FreeNode best = null;
        for (SortedMap<FreeNode, Integer> classes : candidates(footprint.shape())) {
            for (FreeNode node : classes.keySet()) {
                if (node.replicas(footprint.shape()) > 0
                        && node.tolerated(footprint.tolerations())
                        && (best == null || better(node, best, footprint))) {
                    best = node;
                    if (!footprint.shape().sharesGpu() && !footprint.gang()) {
                        break;
                    }
                }
            }
        }
        return best;
    }

    /// A gang takes the nodes with most room for its pods: only that reaches the number that `fits`
    /// promises.
    private static boolean better(FreeNode node, FreeNode than, Footprint footprint) {
        Shape shape = footprint.shape();
        if (footprint.gang()) {
            int roomier = Integer.compare(node.replicas(shape), than.replicas(shape));
            if (roomier != 0) {
                return roomier > 0;
            }
        }
        if (shape.sharesGpu()) {
            int tighter =
                    Integer.compare(
                            node.leftoverOfSharedGpu(shape), than.leftoverOfSharedGpu(shape));
            if (tighter != 0) {
                return tighter < 0;
            }
        }
        return FreeNode.FULLEST_FIRST.compare(node, than) < 0;
    }

    private Collection<SortedMap<FreeNode, Integer>> candidates(Shape shape) {
        if (shape.gpuCount() == 0) {
            return nodes.values();
        }
        SortedMap<FreeNode, Integer> classes = nodes.get(shape.gpuType());
        return classes == null ? List.of() : List.of(classes);
    }

    private void add(FreeNode node, int count) {
        nodes.computeIfAbsent(node.gpuType(), type -> new TreeMap<>(FreeNode.FULLEST_FIRST))
                .merge(node, count, Integer::sum);
    }

    private void remove(FreeNode node) {
        SortedMap<FreeNode, Integer> classes = nodes.get(node.gpuType());
        if (classes != null) {
            classes.computeIfPresent(
                    node, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
        }
    }
}
