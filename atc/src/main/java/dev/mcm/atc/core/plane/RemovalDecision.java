package dev.mcm.atc.core.plane;

import dev.mcm.shared.id.DeploymentId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What becomes of the leftovers on a plane.
///
/// @param going deployments whose leftovers may go
/// @param held objects by deployment that wait for an operator
public record RemovalDecision(Set<DeploymentId> going, SortedMap<DeploymentId, Integer> held) {
    public RemovalDecision {
        going = Set.copyOf(going);
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
    }
}
