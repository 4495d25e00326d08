package dev.mcm.scheduler.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The nodes of one plane as they are reported, and where footprints fit on them. What is decided
/// meanwhile is not in it. Keeps what it was asked once; used by one thread.
final class PlaneNodes {
    private final List<NodeClass> reported;
    private final List<NodeClass> classes;
    private final List<NodeClass> closed;
    private final Set<String> gpuTypes = new TreeSet<>();
    private final Map<Footprint, NodeFit> fits = new HashMap<>();

    PlaneNodes(List<NodeClass> classes) {
        this.reported = classes;
        this.classes = classes.stream().filter(NodeClass::open).toList();
        this.closed = classes.stream().filter(nodes -> !nodes.open()).toList();
        this.classes.forEach(nodes -> gpuTypes.add(nodes.node().gpuType()));
    }

    boolean areThoseOf(PlaneFacts plane) {
        return plane.capacity().equals(reported);
    }

    NodeFit fit(Footprint footprint) {
        return fits.computeIfAbsent(footprint, asked -> new NodeFit(asked, classes));
    }

    /// GPU models of nodes that take pods, by name.
    List<String> gpuTypes() {
        return gpuTypes.stream().filter(type -> !type.isEmpty()).toList();
    }

    /// There are nodes of the kind the shape needs that take pods, free or not.
    boolean hasNodesFor(Shape shape) {
        return any(node -> node.hasGpusFor(shape));
    }

    boolean hasGpuType(String gpuType) {
        return gpuTypes.contains(gpuType);
    }

    /// Nodes that would do, were they not closed: with room, or of a kind of which none is open.
    List<NodeClass> closedFor(Footprint footprint) {
        boolean absent = !hasNodesFor(footprint.shape());
        return closed.stream()
                .filter(nodes -> nodes.node().tolerated(footprint.tolerations()))
                .filter(nodes ->
                        nodes.node().replicas(footprint.shape()) > 0
                                || (absent && nodes.node().hasGpusFor(footprint.shape())))
                .toList();
    }

    /// There is room that the footprint may not use for its taints.
    boolean hasTaintedRoom(Footprint footprint) {
        return any(node ->
                node.replicas(footprint.shape()) > 0 && !node.tolerated(footprint.tolerations()));
    }

    /// There is room on nodes that take no more pods.
    boolean hasRoomWithoutSlots(Footprint footprint) {
        return any(node ->
                node.freePodSlots() == 0
                        && node.replicasBySize(footprint.shape()) > 0
                        && node.tolerated(footprint.tolerations()));
    }

    private boolean any(Predicate<FreeNode> condition) {
        return classes.stream().anyMatch(nodes -> condition.test(nodes.node()));
    }
}
