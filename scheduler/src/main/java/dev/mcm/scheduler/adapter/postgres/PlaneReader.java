package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

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
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is known of all planes. Their nodes are read once, then by plane; the rest, a few rows of
/// each plane, at once. Nodes that have not changed stay the same object. For one thread.
final class PlaneReader {
    /// Witnesses' words are told by no event, and an operator's ends with time.
    private static final Duration OLDEST = Duration.ofSeconds(1);

    private final SchedulerTables tables;
    private final Map<PlaneId, List<NodeClass>> nodes = new HashMap<>();
    private List<PlaneFacts> planes = List.of();
    private Instant readAt = Instant.EPOCH;

    PlaneReader(SchedulerTables tables) {
        this.tables = tables;
    }

    List<PlaneFacts> facts() {
        return planes.stream()
                .map(plane -> plane.with(nodes.getOrDefault(plane.id(), List.of())))
                .toList();
    }

    void readAll(Tx tx, Instant now) {
        List<CapacityPart> parts = tables.planes().capacity().all(tx);
        nodes.keySet().retainAll(parts.stream().map(CapacityPart::planeId).collect(toSet()));
        keep(parts);
        planes = read(tx);
        readAt = now;
    }

    /// @param changed planes of which the nodes may be others
    /// @param everything else of them may be otherwise, too
    void read(Tx tx, Set<PlaneId> changed, boolean everything, Instant now) {
        if (!changed.isEmpty()) {
            List<CapacityPart> parts = tables.planes().capacity().ofPlanes(tx, changed);
            Set<PlaneId> without = new HashSet<>(changed);
            parts.forEach(part -> without.remove(part.planeId()));
            nodes.keySet().removeAll(without);
            keep(parts);
        }
        if (everything || isOld(now)) {
            planes = read(tx);
            readAt = now;
        }
    }

    /// Also when the clock was set back.
    private boolean isOld(Instant now) {
        return now.isBefore(readAt) || !now.isBefore(readAt.plus(OLDEST));
    }

    private void keep(List<CapacityPart> parts) {
        parts.stream()
                .collect(groupingBy(CapacityPart::planeId))
                .forEach((plane, own) -> {
                    List<NodeClass> read =
                            own.stream()
                                    .flatMap(part -> SpecCodec.nodeClasses(part.classes()))
                                    .toList();
                    if (!read.equals(nodes.get(plane))) {
                        nodes.put(plane, List.copyOf(read));
                    }
                });
    }

    private List<PlaneFacts> read(Tx tx) {
        SchedulerTables.Planes rows = tables.planes();
        Map<PlaneId, PlaneLiveness> liveness =
                byPlane(rows.liveness().all(tx), PlaneLiveness::planeId);
        Map<PlaneId, PlaneProbe> probes = byPlane(rows.probes().all(tx), PlaneProbe::planeId);
        Map<PlaneId, PlaneStateRow> states =
                byPlane(tables.decided().planeStates().all(tx), PlaneStateRow::planeId);
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
            Sightings seen,
            @Nullable PlaneOrder order,
            List<PlaneQuota> quotas) {
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
                List.of(),
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
