package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.PlaneBinder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Chooses a node for a pod: first those that fit, of these the best by [NodeScore], of equal ones
/// the first by name. On a node the pod gets the fullest GPU that fits. Pure.
final class NodeChoice {

    private static final String NO_GPU = "Insufficient " + PlaneNames.RESOURCE_GPU;
    private static final String NO_GPU_MILLI = "Insufficient " + PlaneNames.RESOURCE_GPU_MILLI;

    private static final String NO_VICTIMS = "No preemption victims found for incoming pod";
    private static final String NOT_HELPFUL = "Preemption is not helpful for scheduling";

    private NodeChoice() {}

    /// Where the pod goes, or why it goes nowhere.
    sealed interface Outcome {
        record Bound(String node, List<Integer> devices) implements Outcome {}

        /// @param message as a real scheduler words it
        record Unschedulable(String message) implements Outcome {}
    }

    static Outcome choose(PodRequest request, Collection<NodeSlots> nodes, PlaneBinder binder) {
        NodeScore score = new NodeScore(binder, nodes);
        NodeSlots best = null;
        double most = 0;
        List<NodeSlots> refusing = new ArrayList<>();
        for (NodeSlots node : nodes) {
            if (!refusals(request, node).isEmpty()) {
                refusing.add(node);
                continue;
            }
            double value = score.of(request, node);
            if (best == null
                    || value > most
                    || (value == most && node.name().compareTo(best.name()) < 0)) {
                best = node;
                most = value;
            }
        }
        return best == null
                ? new Outcome.Unschedulable(message(request, refusing))
                : new Outcome.Bound(best.name(), devices(request, best));
    }

    /// As kube-scheduler words it: reasons with how many nodes have them, then what preemption
    /// could do, which this scheduler never does.
    private static String message(PodRequest request, List<NodeSlots> refusing) {
        if (refusing.isEmpty()) {
            return "no nodes available to schedule pods";
        }
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> preemption = new TreeMap<>();
        for (NodeSlots node : refusing) {
            refusals(request, node).forEach(r -> reasons.merge(r, 1, Integer::sum));
            String outcome = admits(request, node).isEmpty() ? NO_VICTIMS : NOT_HELPFUL;
            preemption.merge(outcome, 1, Integer::sum);
        }
        String available = "0/" + refusing.size() + " nodes are available: ";
        return available + counted(reasons) + " preemption: " + available + counted(preemption);
    }

    private static String counted(Map<String, Integer> reasons) {
        return reasons.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /// Why the pod cannot go to the node; empty when it can.
    static List<String> refusals(PodRequest request, NodeSlots node) {
        Optional<String> barred = admits(request, node);
        return barred.isPresent() ? List.of(barred.get()) : shortages(request, node);
    }

    /// Why no pod of that kind may go to the node, however much room it has; in the order in which
    /// kube-scheduler asks.
    private static Optional<String> admits(PodRequest request, NodeSlots node) {
        if (node.isCordoned()) {
            return Optional.of("node(s) were unschedulable");
        }
        for (NodeTaint taint : node.taints()) {
            if (taint.repels()
                    && request.tolerations().stream().noneMatch(t -> t.tolerates(taint))) {
                return Optional.of("node(s) had untolerated taint " + taint);
            }
        }
        if (!node.isUsable()) {
            return Optional.of("node(s) were not ready");
        }
        if (!node.labels().entrySet().containsAll(request.nodeSelector().entrySet())) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        return Optional.empty();
    }

    private static List<String> shortages(PodRequest request, NodeSlots node) {
        List<String> missing = List.of();
        if (!node.hasPodSlot()) {
            missing = with(missing, "Too many pods");
        }
        if (request.cpuMilli() > node.freeCpuMilli()) {
            missing = with(missing, "Insufficient cpu");
        }
        if (request.memoryBytes() > node.freeMemoryBytes()) {
            missing = with(missing, "Insufficient memory");
        }
        if (request.gpus() > 0 && devices(request, node).size() < request.gpus()) {
            missing = with(missing, NO_GPU);
        }
        if (request.gpuMilli() > 0 && (!node.isShared() || devices(request, node).isEmpty())) {
            missing = with(missing, NO_GPU_MILLI);
        }
        return missing;
    }

    private static List<String> with(List<String> list, String more) {
        List<String> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
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
}
