package dev.mcm.gsm.core;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.type.v1.NodeClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/// One node and the pods that hold something of it. Not thread-safe.
final class NodeUsage {
    /// Known places first; then what is hardest to fit, so that the assumption does not depend on
    /// the order of arrival.
    private static final Comparator<ObservedObject> HARDEST_FIRST =
            Comparator.<ObservedObject>comparingInt(pod -> -pod.getPod().getGpuCount())
                    .thenComparingInt(pod -> -pod.getPod().getGpuMilli())
                    .thenComparing(ObservedObject::getUid);

    private final NodeDetail node;
    private final List<ObservedObject> pods = new ArrayList<>();

    NodeUsage(NodeDetail node) {
        this.node = node;
    }

    /// Whether new pods can go there at all.
    boolean isOpen() {
        return node.getReady() && !node.getUnschedulable();
    }

    void add(ObservedObject pod) {
        pods.add(pod);
    }

    NodeDetail node() {
        return node;
    }

    /// The class of this one node.
    NodeClass free() {
        FreeGpus gpus = new FreeGpus(node.getGpuCount());
        List<ObservedObject> ordered = pods.stream().sorted(HARDEST_FIRST).toList();
        ordered.stream()
                .filter(pod -> gpus.knowsPlaceOf(pod.getPod()))
                .forEach(pod -> gpus.take(pod.getPod()));
        ordered.stream()
                .filter(pod -> !gpus.knowsPlaceOf(pod.getPod()))
                .forEach(pod -> gpus.take(pod.getPod()));
        NodeClass.Builder free =
                NodeClass.newBuilder()
                        .setNodeCount(1)
                        .setGpuType(node.getGpuType())
                        .addAllFreeGpuMilli(gpus.largestFirst())
                        .setFreeCpuMilli(left(node.getCpuMilli(), pods, PodDetail::getCpuMilli))
                        .setFreeMemoryMib(left(node.getMemoryMib(), pods, PodDetail::getMemoryMib))
                        .addAllTaints(node.getTaintsList());
        if (node.hasPodSlots()) {
            free.setFreePodSlots(Math.max(0, node.getPodSlots() - pods.size()));
        }
        return free.build();
    }

    private static long left(
            long allocatable, List<ObservedObject> pods, ToLongFunction<PodDetail> request) {
        long used = pods.stream().mapToLong(pod -> request.applyAsLong(pod.getPod())).sum();
        return Math.max(0, allocatable - used);
    }
}
