package dev.mcm.gsm.core;

import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Pods of each cell and version on one plane, with ages and with the revision that they and the
/// workload say. There is a row while the plane has the workload or a pod of it, finished ones
/// apart.
final class CellRollup {
    private CellRollup() {}

    /// The rows of one plane.
    ///
    /// @param workloads the plane's workloads, of either sort
    /// @param pods all its pods; foreign ones, and those whose state is not stored yet, are left
    ///   out
    static SortedMap<ObservedCellKey, CellReplicas> of(
            Collection<ObservedObject> workloads,
            Collection<ObservedObject> pods,
            PodAges ages,
            NodesSeen nodes) {
        Map<ObservedCellKey, Cell> cells = new TreeMap<>();
        workloads.forEach(workload -> see(cells, workload));
        for (ObservedObject pod : pods) {
            ages.of(pod.getUid())
                    .ifPresent(age ->
                            see(cells, pod)
                                    .ifPresent(cell ->
                                            cell.groups.add(
                                                    new ReplicaGroup(
                                                            age.state(),
                                                            1,
                                                            age.since(),
                                                            PodAges.reason(
                                                                    age.state(),
                                                                    pod.getPod(),
                                                                    nodes)))));
        }
        SortedMap<ObservedCellKey, CellReplicas> rows = new TreeMap<>();
        cells.forEach((key, cell) ->
                rows.put(key, new CellReplicas(cell.revision, ReplicaGroups.fitted(cell.groups))));
        return rows;
    }

    /// The object's cell, which knows what it says; empty for foreign objects.
    private static Optional<Cell> see(Map<ObservedCellKey, Cell> cells, ObservedObject object) {
        ManagedBy owner = object.getManagedBy();
        if (owner.getDeploymentId().isEmpty()) {
            return Optional.empty();
        }
        return ObservedKey.of(owner.getDeploymentId(), owner.getInstanceType())
                .map(key -> {
                    Cell cell =
                            cells.computeIfAbsent(
                                    new ObservedCellKey(key, owner.getVersion()), _ -> new Cell());
                    cell.says(revision(owner.getRevision()));
                    return cell;
                });
    }

    /// What is no revision somebody else has put there.
    private static PodRevision revision(String label) {
        if (label.isEmpty()) {
            return PodRevision.UNKNOWN;
        }
        try {
            return new PodRevision(label);
        } catch (IllegalArgumentException e) {
            return PodRevision.UNKNOWN;
        }
    }

    /// A row that is put together.
    private static final class Cell {
        private final List<ReplicaGroup> groups = new ArrayList<>();
        private PodRevision revision = PodRevision.UNKNOWN;

        void says(PodRevision other) {
            if (other.value().compareTo(revision.value()) > 0) {
                revision = other;
            }
        }
    }
}
