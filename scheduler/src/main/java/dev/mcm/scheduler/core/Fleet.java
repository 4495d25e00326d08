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
            PlaneCapacity capacity = memory.capacity(plane);
            planes.put(
                    plane.id(),
                    state == null
                            ? new FleetPlane(plane, capacity, PlaneState.PENDING, "", Instant.MAX)
                            : new FleetPlane(
                                    plane,
                                    capacity,
                                    state.state(),
                                    state.message(),
                                    state.since()));
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

    /// Sets every plane back to its reported nodes less what is decided there and not bound yet.
    ///
    /// @param resting of deployments that this decision need not look at
    /// @param frozen deployments whose specs cannot be read
    void reserve(
            Collection<DeploymentPlan> deployments,
            Collection<SchedulerMemory.Held> resting,
            Collection<FrozenDeployment> frozen) {
        kept.clear();
        planes.values().forEach(FleetPlane::resetReserved);
        for (DeploymentPlan plan : deployments) {
            plan.reservations().forEach(room -> reserve(plan.facts().organization(), room));
        }
        resting.forEach(held -> reserve(held.organization(), held.room()));
        frozen.forEach(this::reserve);
        planes.values().forEach(FleetPlane::applyReserved);
    }

    private void reserve(String organization, Reservation room) {
        FleetPlane plane = planes.get(room.planeId());
        if (plane != null) {
            plane.reserve(organization, room);
        }
    }

    private void reserve(FrozenDeployment frozen) {
        for (FrozenDeployment.Unbound unbound : frozen.unbound()) {
            FleetPlane plane = planes.get(unbound.planeId());
            if (plane != null && plane.state() == PlaneState.LIVE && unbound.pods() > 0) {
                Footprint footprint = new Footprint(unbound.shape(), 1, unbound.tolerations());
                plane.reserve(shared(footprint), unbound.pods());
            }
        }
    }
}
