package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.scheduler.core.PlaneFacts;
import dev.mcm.scheduler.core.Sightings;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what is known of the planes.
final class PlaneReader {
    private final SchedulerTables tables;

    PlaneReader(SchedulerTables tables) {
        this.tables = tables;
    }

    List<PlaneFacts> read(Tx tx) {
        SchedulerTables.Planes rows = tables.planes();
        Map<PlaneId, PlaneLiveness> liveness =
                byPlane(rows.liveness().all(tx), PlaneLiveness::planeId);
        Map<PlaneId, PlaneProbe> probes = byPlane(rows.probes().all(tx), PlaneProbe::planeId);
        Map<PlaneId, PlaneStateRow> states =
                byPlane(tables.decided().planeStates().all(tx), PlaneStateRow::planeId);
        Map<PlaneId, List<CapacityPart>> capacity =
                rows.capacity().all(tx).stream().collect(groupingBy(CapacityPart::planeId));
        Map<PlaneId, List<PlaneQuota>> quotas =
                rows.quotas().all(tx).stream().collect(groupingBy(row -> row.key().planeId()));
        Map<PlaneId, Sighting> listening = byPlane(rows.listening().all(tx), Sighting::planeId);
        Map<PlaneId, Sighting> probing = byPlane(rows.probing().all(tx), Sighting::planeId);
        Map<PlaneId, PlaneOrder> orders = byPlane(rows.orders().inForce(tx), PlaneOrder::planeId);
        Map<PlaneId, PlaneIdentity> identities =
                byPlane(rows.identities().all(tx), PlaneIdentity::planeId);
        return rows.planes().all(tx).stream()
                .map(plane ->
                        facts(
                                plane,
                                identity(identities.get(plane.id())),
                                liveness.get(plane.id()),
                                probes.get(plane.id()),
                                states.get(plane.id()),
                                capacity.getOrDefault(plane.id(), List.of()),
                                new Sightings(listening.get(plane.id()), probing.get(plane.id())),
                                orders.get(plane.id()),
                                quotas.getOrDefault(plane.id(), List.of())))
                .toList();
    }

    private static <T> Map<PlaneId, T> byPlane(List<T> rows, Function<T, PlaneId> plane) {
        return rows.stream().collect(toMap(plane, Function.identity()));
    }

    private static PlaneFacts facts(
            Plane plane,
            IdentityState identity,
            @Nullable PlaneLiveness liveness,
            @Nullable PlaneProbe probe,
            @Nullable PlaneStateRow previous,
            List<CapacityPart> parts,
            Sightings seen,
            @Nullable PlaneOrder order,
            List<PlaneQuota> quotas) {
        List<NodeClass> capacity =
                parts.stream().flatMap(part -> SpecCodec.nodeClasses(part.classes())).toList();
        return new PlaneFacts(
                plane.id(),
                plane.provider(),
                plane.region(),
                plane.sharesGpus(),
                plane.cordoned(),
                identity,
                liveness,
                probe,
                previous,
                capacity,
                seen,
                order,
                Set.copyOf(plane.organizations()),
                Duration.ofSeconds(plane.provisionTimeoutSeconds()),
                quotas.stream()
                        .collect(
                                toMap(
                                        row -> row.key().organizationId().value(),
                                        row -> QuotaCodec.limits(row.limits()))));
    }

    private static IdentityState identity(@Nullable PlaneIdentity row) {
        return row == null ? IdentityState.UNKNOWN : row.state();
    }
}
