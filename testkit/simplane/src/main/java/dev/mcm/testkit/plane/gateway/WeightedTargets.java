package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.RouteTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Spreads requests over targets by weight, evenly interleaved: among any run of requests as long
/// as the sum of the weights, each target gets exactly its weight. Not safe for use by many
/// threads.
final class WeightedTargets {

    private List<RouteTarget> targets = List.of();
    private final Map<PlaneId, Integer> credit = new HashMap<>();

    void set(List<RouteTarget> wanted) {
        targets = wanted;
        credit.keySet().retainAll(wanted.stream().map(RouteTarget::plane).toList());
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    boolean contains(PlaneId plane) {
        return targets.stream().anyMatch(t -> t.plane().equals(plane));
    }

    /// The next target that is not excluded.
    Optional<RouteTarget> next(Set<PlaneId> excluded) {
        int sum = 0;
        @Nullable RouteTarget best = null;
        for (RouteTarget target : targets) {
            if (excluded.contains(target.plane())) {
                continue;
            }
            sum += target.weight();
            int now = credit.merge(target.plane(), target.weight(), Integer::sum);
            if (best == null || now > credit.getOrDefault(best.plane(), 0)) {
                best = target;
            }
        }
        if (best != null) {
            credit.merge(best.plane(), -sum, Integer::sum);
        }
        return Optional.ofNullable(best);
    }
}
