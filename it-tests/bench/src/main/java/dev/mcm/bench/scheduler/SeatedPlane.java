package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The machines of a plane, and which replicas have which: each takes the first machine with room.
final class SeatedPlane {
    private static final int CLASSES_A_PART = 64;

    private final String id;
    private final List<TraceNode> trace;
    private final List<SeatedNode> nodes = new ArrayList<>();

    /// @param trace machines that there are, for one more where there is no room
    SeatedPlane(String id, List<TraceNode> trace, List<TraceNode> machines) {
        this.id = id;
        this.trace = trace;
        machines.forEach(machine -> nodes.add(new SeatedNode(machine)));
    }

    /// A row of the plane's capacity.
    record Part(String plane, String gpuType, int part, NodeClasses classes) {}

    void seat(Shape shape, int replicas) {
        for (int i = 0; i < replicas; i++) {
            if (nodes.stream().noneMatch(node -> node.take(shape))) {
                addMachine(shape);
                seat(shape, 1);
            }
        }
    }

    /// One more machine, of the first sort that holds such a replica.
    void addMachine(Shape shape) {
        for (TraceNode machine : trace) {
            if (new SeatedNode(machine).take(shape)) {
                nodes.add(new SeatedNode(machine));
                return;
            }
        }
        throw new IllegalStateException("no machine of the trace holds " + shape);
    }

    List<Part> capacity() {
        Map<String, Map<NodeClass, Integer>> byType = new TreeMap<>();
        for (SeatedNode node : nodes) {
            byType.computeIfAbsent(node.gpuType(), _ -> new LinkedHashMap<>())
                    .merge(node.free(), 1, Integer::sum);
        }
        List<Part> parts = new ArrayList<>();
        byType.forEach((type, classes) -> {
            List<NodeClass> all = new ArrayList<>();
            classes.forEach((free, count) -> all.add(free.toBuilder().setNodeCount(count).build()));
            for (int from = 0; from < all.size(); from += CLASSES_A_PART) {
                int to = Math.min(all.size(), from + CLASSES_A_PART);
                parts.add(
                        new Part(
                                id,
                                type,
                                from / CLASSES_A_PART,
                                NodeClasses.newBuilder()
                                        .addAllClasses(all.subList(from, to))
                                        .build()));
            }
        });
        return parts;
    }
}
