package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
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
    /// All of a plane that matters to replicas which are ready there.
    private record Footing(
            PlaneState state,
            IdentityState identity,
            boolean closed,
            boolean draining,
            String provider,
            String region,
            Set<String> organizations) {
        static Footing of(PlaneFacts plane, PlaneState state) {
            return new Footing(
                    state,
                    plane.identity(),
                    plane.isClosed(),
                    plane.isDraining(),
                    plane.provider(),
                    plane.region(),
                    plane.organizations());
        }
    }

    /// @param until when time alone may change something of it
    private record Rest(DeploymentFacts facts, Instant until) {}

    private final Map<DeploymentId, Rest> resting = new HashMap<>();
    private final Map<PlaneId, PlaneNodes> nodes = new HashMap<>();
    private Map<PlaneId, Footing> footings = Map.of();

    /// Learns how the planes stand now; what rests on one that stood otherwise rests no more.
    void follow(Fleet fleet) {
        Map<PlaneId, Footing> now =
                fleet.planes().stream()
                        .collect(
                                Collectors.toMap(
                                        FleetPlane::id,
                                        plane -> Footing.of(plane.facts(), plane.state())));
        Set<PlaneId> changed = new HashSet<>(now.keySet());
        changed.addAll(footings.keySet());
        changed.removeIf(plane -> isSame(footings.get(plane), now.get(plane)));
        if (!changed.isEmpty()) {
            resting.values().removeIf(rest -> isOnAny(rest.facts(), changed));
        }
        nodes.keySet().retainAll(now.keySet());
        footings = now;
    }

    private static boolean isSame(@Nullable Footing before, @Nullable Footing now) {
        return before != null && before.equals(now);
    }

    private static boolean isOnAny(DeploymentFacts facts, Set<PlaneId> planes) {
        return facts.placements().stream().anyMatch(row -> planes.contains(row.planeId()));
    }

    /// Those that a decision has to look at, of all there are.
    List<DeploymentFacts> awake(List<DeploymentFacts> all, Instant now) {
        if (resting.size() > all.size()) {
            resting.keySet()
                    .retainAll(all.stream().map(DeploymentFacts::id).collect(Collectors.toSet()));
        }
        return all.stream().filter(facts -> !rests(facts, now)).toList();
    }

    private boolean rests(DeploymentFacts facts, Instant now) {
        Rest rest = resting.get(facts.id());
        return rest != null && now.isBefore(rest.until()) && facts.equals(rest.facts());
    }

    /// Capacity changes nothing of it: nothing is decided before its facts, or how its planes
    /// stand, are others, or its time has come.
    ///
    /// @param until when time alone may change something of it
    void rest(DeploymentFacts facts, Instant until) {
        resting.put(facts.id(), new Rest(facts, until));
    }

    /// The plane's nodes, with what was computed of them while they stay the same.
    PlaneNodes nodes(PlaneFacts plane) {
        PlaneNodes known = nodes.get(plane.id());
        if (known == null || !known.areThoseOf(plane)) {
            known = new PlaneNodes(plane.capacity());
            nodes.put(plane.id(), known);
        }
        return known;
    }
}
