package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Chooses the node on which a pod leaves the least free: the sum over cpu, memory and GPU of what
/// stays free, each as a share of the largest node's. Of equal nodes the first by name. On a node
/// it takes the fullest GPU that fits. Pure.
final class BestFit {

    private static final String NO_GPU = "Insufficient " + PlaneNames.RESOURCE_GPU;
    private static final String NO_GPU_MILLI = "Insufficient " + PlaneNames.RESOURCE_GPU_MILLI;

    private BestFit() {}

    /// Where the pod goes, or why it goes nowhere.
    sealed interface Outcome {
        record Bound(String node, List<Integer> devices) implements Outcome {}

        /// @param message as a real scheduler words it
        record Unschedulable(String message) implements Outcome {}
    }

    static Outcome choose(PodRequest request, Collection<NodeSlots> nodes) {
        Scale scale = Scale.of(nodes);
        NodeSlots best = null;
        double least = Double.MAX_VALUE;
        Map<String, Integer> refusals = new TreeMap<>();
        for (NodeSlots node : nodes) {
            Optional<String> refusal = refusal(request, node);
            if (refusal.isPresent()) {
                refusals.merge(refusal.get(), 1, Integer::sum);
                continue;
            }
            double left = scale.left(request, node);
            if (best == null
                    || left < least
                    || (left == least && node.name().compareTo(best.name()) < 0)) {
                best = node;
                least = left;
            }
        }
        return best == null
                ? new Outcome.Unschedulable(message(nodes.size(), refusals))
                : new Outcome.Bound(best.name(), devices(request, best));
    }

    private static String message(int nodes, Map<String, Integer> refusals) {
        if (nodes == 0) {
            return "no nodes available to schedule pods";
        }
        List<String> parts = new ArrayList<>();
        refusals.forEach((reason, count) -> parts.add(count + " " + reason));
        return "0/" + nodes + " nodes are available: " + String.join(", ", parts) + ".";
    }

    /// Why the pod cannot go to the node; empty when it can.
    static Optional<String> refusal(PodRequest request, NodeSlots node) {
        if (!node.isUsable()) {
            return Optional.of("node(s) were not ready or unschedulable");
        }
        if (!node.labels().entrySet().containsAll(request.nodeSelector().entrySet())) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        for (NodeTaint taint : node.taints()) {
            if (taint.repels()
                    && request.tolerations().stream().noneMatch(t -> t.tolerates(taint))) {
                return Optional.of("node(s) had untolerated taint " + taint);
            }
        }
        if (!node.hasPodSlot()) {
            return Optional.of("Too many pods");
        }
        if (request.cpuMilli() > node.freeCpuMilli()) {
            return Optional.of("Insufficient cpu");
        }
        if (request.memoryBytes() > node.freeMemoryBytes()) {
            return Optional.of("Insufficient memory");
        }
        return gpuRefusal(request, node);
    }

    private static Optional<String> gpuRefusal(PodRequest request, NodeSlots node) {
        if (request.gpus() > 0 && devices(request, node).size() < request.gpus()) {
            return Optional.of(NO_GPU);
        }
        if (request.gpuMilli() > 0 && (!node.isShared() || devices(request, node).isEmpty())) {
            return Optional.of(NO_GPU_MILLI);
        }
        return Optional.empty();
    }

    /// The GPUs a pod gets on a node: wholly free ones from the front, or the fullest with room for
    /// its share.
    static List<Integer> devices(PodRequest request, NodeSlots node) {
        List<Integer> devices = new ArrayList<>();
        if (request.gpus() > 0) {
            for (int d = 0; d < node.gpus() && devices.size() < request.gpus(); d++) {
                if (node.freeMilli(d) == PlaneNames.GPU_MILLI_PER_GPU) {
                    devices.add(d);
                }
            }
        } else if (request.gpuMilli() > 0) {
            int best = -1;
            for (int d = 0; d < node.gpus(); d++) {
                boolean fits = node.freeMilli(d) >= request.gpuMilli();
                if (fits && (best < 0 || node.freeMilli(d) < node.freeMilli(best))) {
                    best = d;
                }
            }
            if (best >= 0) {
                devices.add(best);
            }
        }
        return devices;
    }

    private record Scale(double cpu, double memory, double gpu) {

        static Scale of(Collection<NodeSlots> nodes) {
            double cpu = 1;
            double memory = 1;
            double gpu = 1;
            for (NodeSlots node : nodes) {
                cpu = Math.max(cpu, (double) node.cpuMilli());
                memory = Math.max(memory, (double) node.memoryBytes());
                gpu = Math.max(gpu, node.gpus());
            }
            return new Scale(cpu, memory, gpu * PlaneNames.GPU_MILLI_PER_GPU);
        }

        double left(PodRequest request, NodeSlots node) {
            long gpuMilli =
                    (long) request.gpus() * PlaneNames.GPU_MILLI_PER_GPU + request.gpuMilli();
            return (double) (node.freeCpuMilli() - request.cpuMilli()) / cpu
                    + (double) (node.freeMemoryBytes() - request.memoryBytes()) / memory
                    + (double) (node.freeGpuMilli() - gpuMilli) / gpu;
        }
    }
}
