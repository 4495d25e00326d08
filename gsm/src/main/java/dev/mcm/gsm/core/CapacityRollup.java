package dev.mcm.gsm.core;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// Free capacity of a plane as classes of nodes that look the same. A pod holds its requests from
/// the moment it is bound until it is finished or gone; terminating is not gone. Nodes that take no
/// new pods are classes apart. Every node has its row, so that a bind changes one.
public final class CapacityRollup {
    private static final Comparator<NodeClass> MOST_FREE_FIRST =
            Comparator.comparing(NodeClass::getFreeGpuMilliList, CapacityRollup::largerFirst)
                    .thenComparingLong(node -> -node.getFreeCpuMilli())
                    .thenComparingLong(node -> -node.getFreeMemoryMib())
                    .thenComparingLong(node ->
                            node.hasFreePodSlots() ? -node.getFreePodSlots() : Long.MIN_VALUE)
                    .thenComparing(node -> String.join(",", node.getTaintsList()))
                    .thenComparingLong(node ->
                            node.hasFreeEphemeralMib()
                                    ? -node.getFreeEphemeralMib()
                                    : Long.MIN_VALUE)
                    .thenComparingInt(NodeClass::getGpuOfferValue)
                    .thenComparingInt(NodeClass::getClosureValue)
                    .thenComparing(NodeClass::getGpuType);

    private CapacityRollup() {}

    /// The rows of one plane.
    ///
    /// @param failing nodes that are closed because pods fail there
    public static SortedMap<CapacityKey, CapacityRow> of(
            Collection<ObservedObject> nodes,
            Collection<ObservedObject> pods,
            Set<String> failing) {
        Map<String, NodeUsage> byName = new HashMap<>();
        nodes.forEach(node ->
                byName.put(
                        node.getName(),
                        new NodeUsage(
                                node.getName(), node.getNode(), failing.contains(node.getName()))));
        for (ObservedObject pod : pods) {
            NodeUsage node = byName.get(pod.getPod().getNodeName());
            if (node != null && PodPhases.holdsResources(pod.getPod())) {
                node.add(pod);
            }
        }
        SortedMap<String, List<NodeUsage>> byType = new TreeMap<>();
        for (NodeUsage node : byName.values()) {
            byType.computeIfAbsent(node.node().getGpuType(), type -> new ArrayList<>()).add(node);
        }
        SortedMap<CapacityKey, List<NodeUsage>> shelves = new TreeMap<>();
        byType.forEach((type, same) -> NodeShelf.spread(type, same, shelves));
        SortedMap<CapacityKey, CapacityRow> rows = new TreeMap<>();
        shelves.forEach((key, same) -> rows.put(key, row(same)));
        return rows;
    }

    private static CapacityRow row(List<NodeUsage> nodes) {
        List<NodeUsage> open = nodes.stream().filter(NodeUsage::isOpen).toList();
        List<NodeUsage> closed = nodes.stream().filter(node -> !node.isOpen()).toList();
        NodeClasses classes =
                NodeClasses.newBuilder()
                        .addAllClasses(classes(open))
                        .addAllClosed(classes(closed))
                        .build();
        return new CapacityRow(
                classes,
                open.size(),
                total(open, node -> 1000L * node.getGpuCount()),
                total(open, NodeDetail::getCpuMilli),
                total(open, NodeDetail::getMemoryMib));
    }

    private static long total(List<NodeUsage> nodes, ToLongFunction<NodeDetail> amount) {
        return nodes.stream().mapToLong(node -> amount.applyAsLong(node.node())).sum();
    }

    private static List<NodeClass> classes(List<NodeUsage> nodes) {
        Map<NodeClass, Integer> counted = new HashMap<>();
        nodes.forEach(node -> counted.merge(node.free(), 1, Integer::sum));
        return counted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(MOST_FREE_FIRST))
                .map(same -> same.getKey().toBuilder().setNodeCount(same.getValue()).build())
                .toList();
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
}
