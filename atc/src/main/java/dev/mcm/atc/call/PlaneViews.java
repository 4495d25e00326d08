package dev.mcm.atc.call;

import dev.mcm.atc.core.plane.HeldSet;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.v1.OrganizationQuota;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.view.DrainProgress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Planes with all that the API shows of them.
final class PlaneViews {
    private PlaneViews() {}

    /// @throws McmException NOT_FOUND
    static Plane find(PlaneTables tables, PlaneId id) {
        return tables.find(id).orElseThrow(() -> McmException.notFound("plane", id));
    }

    /// With its node classes.
    ///
    /// @throws McmException NOT_FOUND
    static dev.mcm.atc.v1.Plane full(PlaneTables tables, PlaneId id) {
        Plane row = find(tables, id);
        @Nullable PlaneStateRow state =
                tables.states().stream()
                        .filter(found -> found.planeId().equals(id))
                        .findFirst()
                        .orElse(null);
        dev.mcm.atc.v1.Plane.Builder plane =
                PlaneCodec.toProto(row, state)
                        .setCapacity(PlaneCodec.capacity(tables.capacity(id), true));
        tables.identity(id).ifPresent(identity -> PlaneCodec.add(identity, plane));
        tables.order(id).ifPresent(order -> add(order, left(tables, List.of(order)), plane));
        tables.pushState(id).ifPresent(said -> plane.setPushes(PlaneCodec.pushes(said)));
        HeldSet held = HeldSet.held(tables.heldRemovals(id));
        if (!held.isEmpty()) {
            plane.setHeldRemovals(PlaneCodec.held(held));
        }
        tables.quotas(id).forEach(quota -> plane.addQuotas(quota(quota)));
        return plane.build();
    }

    private static OrganizationQuota quota(PlaneQuota row) {
        return OrganizationQuota.newBuilder()
                .setOrganization(row.key().organizationId().value())
                .addAllLimits(row.limits().getLimitsList())
                .build();
    }

    /// Without node classes.
    static List<dev.mcm.atc.v1.Plane> brief(PlaneTables tables, List<Plane> rows) {
        Map<PlaneId, PlaneStateRow> states = byPlane(tables.states(), PlaneStateRow::planeId);
        Map<PlaneId, PlaneIdentity> identities =
                byPlane(tables.identities(), PlaneIdentity::planeId);
        Map<PlaneId, PlaneOrder> orders = byPlane(tables.orders(), PlaneOrder::planeId);
        Map<PlaneId, DrainProgress> left = left(tables, orders.values());
        Map<PlaneId, List<CapacityPart>> parts =
                tables.capacities().stream().collect(Collectors.groupingBy(CapacityPart::planeId));
        return rows.stream()
                .map(row -> {
                    dev.mcm.atc.v1.Plane.Builder plane =
                            PlaneCodec.toProto(row, states.get(row.id()))
                                    .setCapacity(
                                            PlaneCodec.capacity(
                                                    parts.getOrDefault(row.id(), List.of()),
                                                    false));
                    @Nullable PlaneIdentity identity = identities.get(row.id());
                    if (identity != null) {
                        PlaneCodec.add(identity, plane);
                    }
                    @Nullable PlaneOrder order = orders.get(row.id());
                    if (order != null) {
                        add(order, left, plane);
                    }
                    return plane.build();
                })
                .toList();
    }

    private static void add(
            PlaneOrder order,
            Map<PlaneId, DrainProgress> left,
            dev.mcm.atc.v1.Plane.Builder plane) {
        plane.setOrder(PlaneCodec.toProto(order));
        if (order.kind() == PlaneOrderKind.DRAIN) {
            plane.setDrain(
                    PlaneCodec.drain(
                            order,
                            left.getOrDefault(
                                    order.planeId(), DrainProgress.nothingLeft(order.planeId()))));
        }
    }

    private static Map<PlaneId, DrainProgress> left(
            PlaneTables tables, Collection<PlaneOrder> orders) {
        List<PlaneId> drained =
                orders.stream()
                        .filter(order -> order.kind() == PlaneOrderKind.DRAIN)
                        .map(PlaneOrder::planeId)
                        .toList();
        return drained.isEmpty() ? Map.of() : tables.left(drained);
    }

    private static <T> Map<PlaneId, T> byPlane(List<T> rows, Function<T, PlaneId> plane) {
        return rows.stream().collect(Collectors.toMap(plane, Function.identity()));
    }
}
