package dev.mcm.atc.call;

import dev.mcm.atc.core.plane.HeldSet;
import dev.mcm.atc.v1.ClusterIdentity;
import dev.mcm.atc.v1.HeldRemovals;
import dev.mcm.atc.v1.PlaneCapacity;
import dev.mcm.atc.v1.PlaneDrain;
import dev.mcm.atc.v1.PlanePushes;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.state.view.DrainProgress;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Planes as the API shows them.
final class PlaneCodec {
    private static final int SHOWN_DEPLOYMENTS = 20;

    private PlaneCodec() {}

    /// @param state null = the Scheduler has not judged it yet
    static dev.mcm.atc.v1.Plane.Builder toProto(Plane row, @Nullable PlaneStateRow state) {
        dev.mcm.atc.v1.Plane.Builder plane =
                settable(row)
                        .setCordoned(row.cordoned())
                        .setCordonReason(row.cordonReason())
                        .setState(state(state == null ? PlaneState.PENDING : state.state()))
                        .setStateSince(
                                Timestamps.of(state == null ? row.createdAt() : state.since()));
        return state == null ? plane : plane.setStateMessage(state.message());
    }

    /// What operators may set when they register a plane.
    static dev.mcm.atc.v1.Plane.Builder settable(Plane row) {
        return dev.mcm.atc.v1.Plane.newBuilder()
                .setId(row.id().value())
                .setProvider(row.provider())
                .setRegion(row.region())
                .setApiUrl(row.apiUrl())
                .setCredentialsRef(row.credentialsRef())
                .setGatewayUrl(row.gatewayUrl())
                .setSharesGpus(row.sharesGpus())
                .addAllReservedFor(row.organizations())
                .setProvisionTimeoutSeconds(row.provisionTimeoutSeconds());
    }

    static void add(PlaneIdentity identity, dev.mcm.atc.v1.Plane.Builder plane) {
        plane.setClusterId(identity.clusterId())
                .setIdentity(toProto(identity.state()))
                .setIdentityMessage(identity.message());
    }

    static dev.mcm.atc.v1.PlaneOrder toProto(PlaneOrder order) {
        dev.mcm.atc.v1.PlaneOrder.Builder proto =
                dev.mcm.atc.v1.PlaneOrder.newBuilder()
                        .setKind(kind(order.kind()))
                        .setReason(order.reason())
                        .setDeclaredBy(order.declaredBy())
                        .setCreatedAt(Timestamps.of(order.createdAt()));
        @Nullable Instant until = order.until();
        return until == null ? proto.build() : proto.setUntil(Timestamps.of(until)).build();
    }

    static PlanePushes pushes(PushStateRow row) {
        return PlanePushes.newBuilder()
                .setState(row.state())
                .setSeenAt(Timestamps.of(row.seenAt()))
                .setStale(row.isStale())
                .build();
    }

    /// @param set not empty
    static HeldRemovals held(HeldSet set) {
        Instant first =
                set.removals().stream()
                        .map(HeldRemoval::foundAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return HeldRemovals.newBuilder()
                .setSet(set.name())
                .setObjects(set.objects())
                .setDeployments(set.removals().size())
                .addAllDeploymentIds(
                        set.deployments().stream()
                                .limit(SHOWN_DEPLOYMENTS)
                                .map(DeploymentId::value)
                                .toList())
                .setSince(Timestamps.of(first))
                .build();
    }

    static PlaneDrain drain(PlaneOrder order, DrainProgress left) {
        PlaneDrain.Builder drain =
                PlaneDrain.newBuilder()
                        .setReason(order.reason())
                        .setBy(order.declaredBy())
                        .setReplicasLeft(left.replicas())
                        .setReadyLeft(left.ready())
                        .setDeploymentsLeft(left.deployments());
        @Nullable Instant deadline = order.until();
        return deadline == null
                ? drain.build()
                : drain.setDeadline(Timestamps.of(deadline)).build();
    }

    private static dev.mcm.atc.v1.PlaneOrderKind kind(PlaneOrderKind kind) {
        return switch (kind) {
            case LOST -> dev.mcm.atc.v1.PlaneOrderKind.PLANE_ORDER_KIND_LOST;
            case ALIVE -> dev.mcm.atc.v1.PlaneOrderKind.PLANE_ORDER_KIND_ALIVE;
            case BRAKE_OVERRIDE -> dev.mcm.atc.v1.PlaneOrderKind.PLANE_ORDER_KIND_BRAKE_OVERRIDE;
            case DRAIN -> dev.mcm.atc.v1.PlaneOrderKind.PLANE_ORDER_KIND_DRAIN;
        };
    }

    private static ClusterIdentity toProto(IdentityState state) {
        return switch (state) {
            case UNKNOWN -> ClusterIdentity.CLUSTER_IDENTITY_UNKNOWN;
            case KNOWN -> ClusterIdentity.CLUSTER_IDENTITY_KNOWN;
            case UNREADABLE -> ClusterIdentity.CLUSTER_IDENTITY_UNREADABLE;
            case TAKEN -> ClusterIdentity.CLUSTER_IDENTITY_TAKEN;
            case CHANGED -> ClusterIdentity.CLUSTER_IDENTITY_CHANGED;
        };
    }

    private static dev.mcm.atc.v1.PlaneState state(PlaneState state) {
        return switch (state) {
            case PENDING -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_PENDING;
            case LIVE -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_LIVE;
            case UNKNOWN -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_UNKNOWN;
            case LOST -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_LOST;
        };
    }

    static PlaneCapacity capacity(List<CapacityPart> parts, boolean withClasses) {
        PlaneCapacity.Builder capacity = PlaneCapacity.newBuilder();
        long freeGpu = 0;
        long freeCpu = 0;
        long freeMemory = 0;
        for (CapacityPart part : parts) {
            capacity.setNodes(capacity.getNodes() + part.nodes())
                    .setTotalGpuMilli(capacity.getTotalGpuMilli() + part.totalGpuMilli());
            for (NodeClass nodes : part.classes().getClassesList()) {
                freeGpu +=
                        nodes.getNodeCount()
                                * nodes.getFreeGpuMilliList().stream()
                                        .mapToLong(Integer::longValue)
                                        .sum();
                freeCpu += nodes.getNodeCount() * nodes.getFreeCpuMilli();
                freeMemory += nodes.getNodeCount() * nodes.getFreeMemoryMib();
            }
        }
        if (withClasses) {
            capacity.addAllNodeClasses(merged(parts, NodeClasses::getClassesList))
                    .addAllClosedClasses(merged(parts, NodeClasses::getClosedList));
        }
        return capacity.setFreeGpuMilli(freeGpu)
                .setFreeCpuMilli(freeCpu)
                .setFreeMemoryMib(freeMemory)
                .build();
    }

    /// Equal nodes of different rows are one class.
    private static List<NodeClass> merged(
            List<CapacityPart> parts, Function<NodeClasses, List<NodeClass>> classes) {
        Map<NodeClass, Integer> counted = new LinkedHashMap<>();
        for (CapacityPart part : parts) {
            for (NodeClass nodes : classes.apply(part.classes())) {
                counted.merge(
                        nodes.toBuilder().clearNodeCount().build(),
                        nodes.getNodeCount(),
                        Integer::sum);
            }
        }
        return counted.entrySet().stream()
                .map(same -> same.getKey().toBuilder().setNodeCount(same.getValue()).build())
                .toList();
    }
}
