package dev.mcm.gsm.core;

import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Pods of each cell and version on one plane, with ages. There is a row while the plane has the
/// workload or a pod of it, finished ones apart.
final class CellRollup {
    private CellRollup() {}

    /// The rows of one plane.
    ///
    /// @param workloads the plane's Deployments
    /// @param pods all its pods; foreign ones, and those whose state is not stored yet, are left
    ///   out
    static SortedMap<ObservedCellKey, List<ReplicaGroup>> of(
            Collection<ObservedObject> workloads,
            Collection<ObservedObject> pods,
            PodAges ages,
            NodesSeen nodes) {
        Map<ObservedCellKey, List<ReplicaGroup>> cells = new TreeMap<>();
        workloads.forEach(workload ->
                key(workload).ifPresent(key -> cells.putIfAbsent(key, new ArrayList<>())));
        pods.forEach(pod ->
                key(pod).flatMap(key ->
                                ages.of(pod.getUid())
                                        .map(age ->
                                                new ReplicaGroup(
                                                        age.state(),
                                                        1,
                                                        age.since(),
                                                        PodAges.reason(
                                                                age.state(), pod.getPod(), nodes)))
                                        .map(group -> Map.entry(key, group)))
                        .ifPresent(entry ->
                                cells.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                                        .add(entry.getValue())));
        SortedMap<ObservedCellKey, List<ReplicaGroup>> rows = new TreeMap<>();
        cells.forEach((key, groups) -> rows.put(key, ReplicaGroups.fitted(groups)));
        return rows;
    }

    private static Optional<ObservedCellKey> key(ObservedObject object) {
        ManagedBy owner = object.getManagedBy();
        return owner.getDeploymentId().isEmpty()
                ? Optional.empty()
                : ObservedKey.of(owner.getDeploymentId(), owner.getInstanceType())
                        .map(cell -> new ObservedCellKey(cell, owner.getVersion()));
    }
}
