package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All planes of one decision by id.
final class Fleet {
    private final SortedMap<PlaneId, FleetPlane> planes = new TreeMap<>();
    private final Map<Footprint, Footprint> footprints = new HashMap<>();
    private final KeptRoom kept = new KeptRoom();

    Fleet(
            List<PlaneFacts> facts,
            SortedMap<PlaneId, PlaneStateRow> states,
            SchedulerMemory memory) {
        for (PlaneFacts plane : facts) {
            PlaneStateRow state = states.get(plane.id());
            PlaneNodes nodes = memory.nodes(plane);
            planes.put(
                    plane.id(),
                    state == null
                            ? new FleetPlane(plane, nodes, PlaneState.PENDING, "", Instant.MAX)
                            : new FleetPlane(
                                    plane, nodes, state.state(), state.message(), state.since()));
        }
    }

    /// The same object for equal footprints, so that comparing them is cheap.
    Footprint shared(Footprint footprint) {
        Footprint known = footprints.putIfAbsent(footprint, footprint);
        return known == null ? footprint : known;
    }

    Collection<FleetPlane> planes() {
        return Collections.unmodifiableCollection(planes.values());
    }

    KeptRoom kept() {
        return kept;
    }

    @Nullable FleetPlane plane(PlaneId id) {
        return planes.get(id);
    }

    /// Takes out what a deployment whose spec cannot be read has placed and not bound.
    void reserve(FrozenDeployment frozen) {
        for (FrozenDeployment.Unbound unbound : frozen.unbound()) {
            FleetPlane plane = planes.get(unbound.planeId());
            if (plane != null && plane.state() == PlaneState.LIVE && unbound.pods() > 0) {
                Footprint footprint = new Footprint(unbound.shape(), 1, unbound.tolerations());
                plane.capacity().reserve(shared(footprint), unbound.pods());
            }
        }
    }

    /// Sets every plane back to its reported nodes and what is decided there and not bound yet.
    void reserve(Collection<DeploymentPlan> deployments) {
        kept.clear();
        planes.values().forEach(FleetPlane::resetCapacity);
        for (DeploymentPlan deployment : deployments) {
            for (Reservation reservation : deployment.reservations()) {
                FleetPlane plane = planes.get(reservation.planeId());
                if (plane != null) {
                    plane.capacity().reserve(reservation.footprint(), reservation.pods());
                    plane.quotas()
                            .reserve(
                                    deployment.facts().organization(),
                                    reservation.footprint(),
                                    reservation.unmade());
                }
            }
        }
    }
}
