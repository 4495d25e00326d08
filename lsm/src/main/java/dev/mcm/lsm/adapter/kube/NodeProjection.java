package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.GpuOffer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A node: what it can give, and to whom.
final class NodeProjection implements Projection<Node> {
    private static final String EPHEMERAL = "ephemeral-storage";
    private static final Set<String> EFFECTS = Set.of("NoSchedule", "NoExecute");

    @Override
    public ObservedObject of(Node node) {
        @Nullable NodeSpec spec = node.getSpec();
        @Nullable NodeStatus status = node.getStatus();
        @Nullable Map<String, Quantity> allocatable =
                status == null ? null : status.getAllocatable();
        @Nullable Map<String, String> labels = node.getMetadata().getLabels();
        NodeDetail.Builder detail =
                NodeDetail.newBuilder()
                        .setGpuType(
                                labels == null
                                        ? ""
                                        : labels.getOrDefault(PlaneNames.LABEL_GPU_TYPE, ""))
                        .setGpuCount(Math.max(whole(allocatable), shared(allocatable)))
                        .setGpuOffer(offer(whole(allocatable), shared(allocatable)))
                        .setCpuMilli(Quantities.cpuMilli(Quantities.amount(allocatable, "cpu")))
                        .setMemoryMib(
                                Quantities.memoryMibDown(Quantities.amount(allocatable, "memory")))
                        .setReady(isReady(status))
                        .setUnschedulable(
                                spec != null && Boolean.TRUE.equals(spec.getUnschedulable()));
        if (allocatable != null && allocatable.containsKey("pods")) {
            detail.setPodSlots(Quantities.count(Quantities.amount(allocatable, "pods")));
        }
        if (allocatable != null && allocatable.containsKey(EPHEMERAL)) {
            detail.setEphemeralMib(
                    Quantities.memoryMibDown(Quantities.amount(allocatable, EPHEMERAL)));
        }
        if (spec != null && spec.getTaints() != null) {
            detail.addAllTaints(taints(spec.getTaints()));
        }
        return Projection.common(ObjectKind.OBJECT_KIND_NODE, node.getMetadata())
                .setNode(detail)
                .build();
    }

    private static int whole(@Nullable Map<String, Quantity> allocatable) {
        return Quantities.count(Quantities.amount(allocatable, PlaneNames.RESOURCE_GPU));
    }

    /// GPUs that are given out in thousandths.
    private static int shared(@Nullable Map<String, Quantity> allocatable) {
        return Quantities.count(Quantities.amount(allocatable, PlaneNames.RESOURCE_GPU_MILLI))
                / PlaneNames.GPU_MILLI_PER_GPU;
    }

    private static GpuOffer offer(int whole, int shared) {
        if (whole > 0) {
            return shared > 0 ? GpuOffer.GPU_OFFER_BOTH : GpuOffer.GPU_OFFER_WHOLE;
        }
        return shared > 0 ? GpuOffer.GPU_OFFER_SHARES : GpuOffer.GPU_OFFER_UNSPECIFIED;
    }

    private static boolean isReady(@Nullable NodeStatus status) {
        return status != null
                && status.getConditions() != null
                && status.getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static List<String> taints(List<Taint> taints) {
        return taints.stream()
                .filter(taint -> EFFECTS.contains(Projection.text(taint.getEffect())))
                .map(taint ->
                        Projection.text(taint.getKey())
                                + "="
                                + Projection.text(taint.getValue())
                                + ":"
                                + Projection.text(taint.getEffect()))
                .sorted()
                .toList();
    }
}
