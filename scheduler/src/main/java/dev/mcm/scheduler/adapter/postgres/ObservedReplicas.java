package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.WorkloadKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the planes show, by the placement that it is of.
///
/// Replicas that do not say their revision are those of the Deployment that is placed there. Where
/// none is, an LSM or a GSM of an older version tells of them: then the version that they were made
/// for says which they are.
final class ObservedReplicas {
    /// @param revision as the plane shows it
    private record Spot(PlacementKey cell, PodRevision revision) {}

    private final Map<Spot, SortedMap<Long, List<ReplicaGroup>>> groups = new HashMap<>();
    private final Set<PlacementKey> deployments = new HashSet<>();

    ObservedReplicas(List<ObservedCell> observed, List<Placement> placed) {
        for (ObservedCell cell : observed) {
            ObservedCell.Key key = cell.key();
            PlacementKey at =
                    new PlacementKey(
                            key.deploymentId(),
                            key.planeId(),
                            key.instanceType(),
                            PodRevision.UNKNOWN);
            groups.computeIfAbsent(new Spot(at, cell.revision()), _ -> new TreeMap<>())
                    .put(key.specVersion(), cell.groups());
        }
        for (Placement row : placed) {
            if (row.workload().kind() == WorkloadKind.DEPLOYMENT) {
                deployments.add(row.key().with(PodRevision.UNKNOWN));
            }
        }
    }

    /// By version of the spec; empty = neither the workload nor a replica of it is there.
    SortedMap<Long, List<ReplicaGroup>> of(Placement row) {
        PlacementKey at = row.key().with(PodRevision.UNKNOWN);
        SortedMap<Long, List<ReplicaGroup>> untold = groupsOf(at, PodRevision.UNKNOWN);
        if (row.workload().kind() == WorkloadKind.DEPLOYMENT) {
            return untold;
        }
        SortedMap<Long, List<ReplicaGroup>> told = groupsOf(at, row.key().revision());
        if (deployments.contains(at) || !untold.containsKey(row.specVersion())) {
            return told;
        }
        SortedMap<Long, List<ReplicaGroup>> both = new TreeMap<>(told);
        both.putIfAbsent(row.specVersion(), untold.getOrDefault(row.specVersion(), List.of()));
        return both;
    }

    private SortedMap<Long, List<ReplicaGroup>> groupsOf(PlacementKey at, PodRevision revision) {
        return groups.getOrDefault(new Spot(at, revision), new TreeMap<>());
    }
}
