package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.v1.PlaneCapacity;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneCondition;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.type.v1.NodeClass;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Planes as the API shows them.
final class PlaneViews {
    private final PlaneStateStore states = new PlaneStateStore();
    private final PlaneCapacityStore capacities = new PlaneCapacityStore();
    private final PlaneIdentityViews identities = new PlaneIdentityViews();

    dev.mcm.atc.v1.Plane full(Tx tx, Plane row) {
        PlaneState state =
                states.all(tx).stream()
                        .filter(found -> found.planeId().equals(row.id()))
                        .findFirst()
                        .orElse(null);
        return identities.add(
                tx, toProto(row, state, capacity(capacities.ofPlane(tx, row.id()), true)));
    }

    List<dev.mcm.atc.v1.Plane> brief(Tx tx, List<Plane> rows) {
        return identities.addAll(tx, withoutIdentity(tx, rows));
    }

    private List<dev.mcm.atc.v1.Plane> withoutIdentity(Tx tx, List<Plane> rows) {
        Map<PlaneId, PlaneState> byPlane =
                states.all(tx).stream()
                        .collect(Collectors.toMap(PlaneState::planeId, Function.identity()));
        Map<PlaneId, List<CapacityPart>> parts =
                capacities.all(tx).stream().collect(Collectors.groupingBy(CapacityPart::planeId));
        return rows.stream()
                .map(row ->
                        toProto(
                                row,
                                byPlane.get(row.id()),
                                capacity(parts.getOrDefault(row.id(), List.of()), false)))
                .toList();
    }

    private static dev.mcm.atc.v1.Plane toProto(
            Plane row, @Nullable PlaneState state, PlaneCapacity capacity) {
        dev.mcm.atc.v1.Plane.Builder plane =
                dev.mcm.atc.v1.Plane.newBuilder()
                        .setId(row.id().value())
                        .setProvider(row.provider())
                        .setRegion(row.region())
                        .setApiUrl(row.apiUrl())
                        .setCredentialsRef(row.credentialsRef())
                        .setGatewayUrl(row.gatewayUrl())
                        .setSharesGpus(row.sharesGpus())
                        .setCordoned(row.cordoned())
                        .setCordonReason(row.cordonReason())
                        .setState(state(state == null ? PlaneCondition.PENDING : state.state()))
                        .setStateSince(
                                Timestamps.of(state == null ? row.createdAt() : state.since()))
                        .setCapacity(capacity);
        if (state != null) {
            plane.setStateMessage(state.message());
        }
        return plane.build();
    }

    private static dev.mcm.atc.v1.PlaneState state(PlaneCondition condition) {
        return switch (condition) {
            case PENDING -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_PENDING;
            case LIVE -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_LIVE;
            case UNKNOWN -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_UNKNOWN;
            case LOST -> dev.mcm.atc.v1.PlaneState.PLANE_STATE_LOST;
        };
    }

    private static PlaneCapacity capacity(List<CapacityPart> parts, boolean withClasses) {
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
            if (withClasses) {
                capacity.addAllNodeClasses(part.classes().getClassesList());
            }
        }
        return capacity.setFreeGpuMilli(freeGpu)
                .setFreeCpuMilli(freeCpu)
                .setFreeMemoryMib(freeMemory)
                .build();
    }
}
