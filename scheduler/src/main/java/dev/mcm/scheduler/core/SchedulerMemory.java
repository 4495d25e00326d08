package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What earlier decisions found that still holds: which deployments rest, and what was computed of
/// the planes' nodes. A decision with it is the decision without it, only sooner.
///
/// It costs least where facts that have not changed are the same objects. For one thread, and for
/// one policy.
public final class SchedulerMemory {
    /// All of a plane but its nodes that matters to replicas which are there.
    private record Footing(
            PlaneState state,
            Instant since,
            Duration provisionTimeout,
            IdentityState identity,
            boolean closed,
            boolean draining,
            @Nullable Instant drainDeadline,
            String provider,
            String region,
            Set<String> organizations) {
        static Footing of(FleetPlane fleetPlane) {
            PlaneFacts plane = fleetPlane.facts();
            return new Footing(
                    fleetPlane.state(),
                    fleetPlane.since(),
                    fleetPlane.provisionTimeout(),
                    plane.identity(),
                    plane.isClosed(),
                    plane.isDraining(),
                    plane.drainDeadline().orElse(null),
                    plane.provider(),
                    plane.region(),
                    plane.organizations());
        }
    }

    /// @param until when time alone may change something of it
    private record Rest(DeploymentFacts facts, Instant until, List<Reservation> room) {}

    /// Room that is not given to others while a deployment rests.
    record Held(String organization, Reservation room) {}

    private final Map<DeploymentId, Rest> resting = new HashMap<>();
    private final Map<PlaneId, PlaneCapacity> capacities = new HashMap<>();
    private Map<PlaneId, Footing> footings = Map.of();

    /// Learns how the planes stand now; what rests on one that stood otherwise rests no more.
    void follow(Fleet fleet) {
        Map<PlaneId, Footing> now =
                fleet.planes().stream().collect(Collectors.toMap(FleetPlane::id, Footing::of));
        Set<PlaneId> changed = new HashSet<>(now.keySet());
        changed.addAll(footings.keySet());
        changed.removeIf(plane -> isSame(footings.get(plane), now.get(plane)));
        if (!changed.isEmpty()) {
            resting.values().removeIf(rest -> isOnAny(rest.facts(), changed));
        }
        capacities.keySet().retainAll(now.keySet());
        footings = now;
    }

    private static boolean isSame(@Nullable Footing before, @Nullable Footing now) {
        return before != null && before.equals(now);
    }

    private static boolean isOnAny(DeploymentFacts facts, Set<PlaneId> planes) {
        return facts.placements().stream().anyMatch(row -> planes.contains(row.planeId()));
    }

    /// Those that a decision has to look at, of all there are; they rest no more.
    List<DeploymentFacts> wake(List<DeploymentFacts> all, Instant now) {
        List<DeploymentFacts> awake = new ArrayList<>();
        for (DeploymentFacts facts : all) {
            if (!rests(facts, now)) {
                resting.remove(facts.id());
                awake.add(facts);
            }
        }
        if (resting.size() > all.size() - awake.size()) {
            resting.keySet()
                    .retainAll(all.stream().map(DeploymentFacts::id).collect(Collectors.toSet()));
        }
        return awake;
    }

    /// Room for replicas of those that rest which no node has yet.
    List<Held> held() {
        return resting.values().stream()
                .flatMap(rest ->
                        rest.room().stream()
                                .map(room -> new Held(rest.facts().organization(), room)))
                .toList();
    }

    private boolean rests(DeploymentFacts facts, Instant now) {
        Rest rest = resting.get(facts.id());
        return rest != null && now.isBefore(rest.until()) && facts.equals(rest.facts());
    }

    /// Capacity changes nothing of it: nothing is decided before its facts, or how its planes
    /// stand, are others, or its time has come.
    ///
    /// @param until when time alone may change something of it
    /// @param room for its replicas that no node has yet
    void rest(DeploymentFacts facts, Instant until, List<Reservation> room) {
        resting.put(facts.id(), new Rest(facts, until, List.copyOf(room)));
    }

    /// The plane's room, with what was computed of its nodes while they stay the same.
    PlaneCapacity capacity(PlaneFacts plane) {
        PlaneCapacity known = capacities.get(plane.id());
        if (known == null || !known.nodes().areThoseOf(plane)) {
            known = new PlaneCapacity(new PlaneNodes(plane.capacity()));
            capacities.put(plane.id(), known);
        }
        return known;
    }
}
