package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
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

    Fleet(List<PlaneFacts> facts, SortedMap<PlaneId, PlaneStateRow> states) {
        for (PlaneFacts plane : facts) {
            PlaneStateRow state = states.get(plane.id());
            planes.put(
                    plane.id(),
                    new FleetPlane(plane, state == null ? PlaneState.PENDING : state.state()));
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

    @Nullable FleetPlane plane(PlaneId id) {
        return planes.get(id);
    }

    /// Takes out what a deployment whose spec cannot be read has placed and not bound.
    void reserve(FrozenDeployment frozen) {
        for (FrozenDeployment.Unbound unbound : frozen.unbound()) {
            FleetPlane plane = planes.get(unbound.planeId());
            if (plane != null && plane.state() == PlaneState.LIVE) {
                for (int pod = 0; pod < unbound.pods(); pod++) {
                    plane.capacity().reserve(unbound.shape(), unbound.tolerations());
                }
            }
        }
    }

    /// Sets every plane back to its reported capacity and takes out what is placed but not bound
    /// yet: largest shapes first, so that the result does not depend on the order in which it was
    /// decided.
    void reserve(Collection<DeploymentPlan> deployments) {
        planes.values().forEach(FleetPlane::resetCapacity);
        List<Reservation> reservations =
                deployments.stream()
                        .flatMap(deployment -> deployment.reservations().stream())
                        .sorted()
                        .toList();
        for (Reservation reservation : reservations) {
            FleetPlane plane = planes.get(reservation.planeId());
            if (plane != null) {
                for (int pod = 0; pod < reservation.pods(); pod++) {
                    plane.capacity().reserve(reservation.shape(), reservation.tolerations());
                }
            }
        }
    }
}
