package dev.mcm.gsm.core;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClosure;
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

    private static final String KUBERNETES_OWN = "node.kubernetes.io/";

    private final String name;
    private final NodeDetail node;
    private final boolean failing;
    private final List<ObservedObject> pods = new ArrayList<>();

    /// @param failing pods fail there
    NodeUsage(String name, NodeDetail node, boolean failing) {
        this.name = name;
        this.node = node;
        this.failing = failing;
    }

    /// Why no new pods can go there; unspecified = they can.
    NodeClosure closure() {
        if (node.getUnschedulable()) {
            return NodeClosure.NODE_CLOSURE_CORDONED;
        }
        if (!node.getReady()) {
            return NodeClosure.NODE_CLOSURE_NOT_READY;
        }
        return failing ? NodeClosure.NODE_CLOSURE_FAILS_PODS : NodeClosure.NODE_CLOSURE_UNSPECIFIED;
    }

    boolean isOpen() {
        return closure() == NodeClosure.NODE_CLOSURE_UNSPECIFIED;
    }

    String name() {
        return name;
    }

    void add(ObservedObject pod) {
        pods.add(pod);
    }

    NodeDetail node() {
        return node;
    }

    /// The largest message that its class can become, open or closed: nothing is bound to it.
    NodeClass largest() {
        return new NodeUsage(name, node, failing)
                .free().toBuilder().setClosure(NodeClosure.NODE_CLOSURE_CORDONED).build();
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
                        .setGpuOffer(node.getGpuOffer())
                        .setClosure(closure())
                        .addAllTaints(taints());
        if (node.hasPodSlots()) {
            free.setFreePodSlots(Math.max(0, node.getPodSlots() - pods.size()));
        }
        if (node.hasEphemeralMib()) {
            free.setFreeEphemeralMib(
                    left(node.getEphemeralMib(), pods, PodDetail::getEphemeralMib));
        }
        return free.build();
    }

    /// Kubernetes taints nodes for what closes them; it is told apart.
    private List<String> taints() {
        return isOpen()
                ? node.getTaintsList()
                : node.getTaintsList().stream()
                        .filter(taint -> !taint.startsWith(KUBERNETES_OWN))
                        .toList();
    }

    private static long left(
            long allocatable, List<ObservedObject> pods, ToLongFunction<PodDetail> request) {
        long used = pods.stream().mapToLong(pod -> request.applyAsLong(pod.getPod())).sum();
        return Math.max(0, allocatable - used);
    }
}
