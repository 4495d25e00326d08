package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Free capacity of a plane as classes of nodes that look the same. A pod holds its requests from
/// the moment it is bound until it is finished or gone; terminating is not gone. Nodes that are not
/// ready or not schedulable give nothing.
public final class CapacityRollup {
    /// Most classes in a row.
    static final int MAX_CLASSES = 64;

    /// Most bytes of classes in a row, so that a row stays below 2 KB.
    static final int MAX_BYTES = 1800;

    private static final Comparator<NodeClass> MOST_FREE_FIRST =
            Comparator.comparing(NodeClass::getFreeGpuMilliList, CapacityRollup::largerFirst)
                    .thenComparingLong(node -> -node.getFreeCpuMilli())
                    .thenComparingLong(node -> -node.getFreeMemoryMib())
                    .thenComparingLong(node ->
                            node.hasFreePodSlots() ? -node.getFreePodSlots() : Long.MIN_VALUE)
                    .thenComparing(node -> String.join(",", node.getTaintsList()));

    private CapacityRollup() {}

    /// The rows of one plane.
    public static SortedMap<CapacityKey, CapacityRow> of(
            Collection<ObservedObject> nodes, Collection<ObservedObject> pods) {
        Map<String, NodeUsage> byName = new HashMap<>();
        nodes.forEach(node -> byName.put(node.getName(), new NodeUsage(node.getNode())));
        for (ObservedObject pod : pods) {
            NodeUsage node = byName.get(pod.getPod().getNodeName());
            if (node != null && PodPhases.holdsResources(pod.getPod())) {
                node.add(pod);
            }
        }
        Map<String, SortedMap<NodeClass, ClassTotal>> byType = new TreeMap<>();
        for (NodeUsage node : byName.values()) {
            if (node.isOpen()) {
                byType.computeIfAbsent(
                                node.node().getGpuType(), type -> new TreeMap<>(MOST_FREE_FIRST))
                        .computeIfAbsent(node.free(), free -> new ClassTotal())
                        .add(node);
            }
        }
        SortedMap<CapacityKey, CapacityRow> rows = new TreeMap<>();
        byType.forEach((type, classes) -> addParts(type, classes, rows));
        return rows;
    }

    private static void addParts(
            String type,
            SortedMap<NodeClass, ClassTotal> classes,
            SortedMap<CapacityKey, CapacityRow> rows) {
        int part = 0;
        Part current = new Part();
        for (Map.Entry<NodeClass, ClassTotal> entry : classes.entrySet()) {
            NodeClass counted =
                    entry.getKey().toBuilder().setNodeCount(entry.getValue().nodes).build();
            if (!current.hasRoomFor(counted)) {
                rows.put(new CapacityKey(type, part++), current.row());
                current = new Part();
            }
            current.add(counted, entry.getValue());
        }
        rows.put(new CapacityKey(type, part), current.row());
    }

    private static int largerFirst(List<Integer> a, List<Integer> b) {
        Iterator<Integer> left = a.iterator();
        Iterator<Integer> right = b.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = right.next().compareTo(left.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(right.hasNext(), left.hasNext());
    }

    /// What the nodes of a class can give, used or not.
    private static final class ClassTotal {
        private int nodes;
        private long gpuMilli;
        private long cpuMilli;
        private long memoryMib;

        void add(NodeUsage node) {
            nodes++;
            gpuMilli += 1000L * node.node().getGpuCount();
            cpuMilli += node.node().getCpuMilli();
            memoryMib += node.node().getMemoryMib();
        }

        void add(ClassTotal other) {
            nodes += other.nodes;
            gpuMilli += other.gpuMilli;
            cpuMilli += other.cpuMilli;
            memoryMib += other.memoryMib;
        }
    }

    /// A row being filled.
    private static final class Part {
        private final NodeClasses.Builder classes = NodeClasses.newBuilder();
        private final ClassTotal total = new ClassTotal();
        private int bytes;

        boolean hasRoomFor(NodeClass next) {
            return classes.getClassesCount() == 0
                    || (classes.getClassesCount() < MAX_CLASSES && bytes + size(next) <= MAX_BYTES);
        }

        void add(NodeClass next, ClassTotal nodes) {
            classes.addClasses(next);
            bytes += size(next);
            total.add(nodes);
        }

        CapacityRow row() {
            return new CapacityRow(
                    classes.build(), total.nodes, total.gpuMilli, total.cpuMilli, total.memoryMib);
        }

        /// With tag and length, each at most two bytes long here.
        private static int size(NodeClass next) {
            return next.getSerializedSize() + 4;
        }
    }
}
