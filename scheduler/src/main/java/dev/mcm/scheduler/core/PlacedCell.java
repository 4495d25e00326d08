package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.WorkloadKind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Replicas of a deployment on a plane by instance type and revision, as decided before.
///
/// @param revision what they are made of; [PodRevision#UNKNOWN] of a row from before revisions
/// @param workload kind of the object that runs them
/// @param spec that of the version; null = it cannot be read
/// @param decidedAt when the row was written last
/// @param observed what the plane shows of the replicas, by spec version, with ages; empty =
///   neither the workload nor a replica of it is there
public record PlacedCell(
        PlaneId planeId,
        InstanceTypeName instanceType,
        PodRevision revision,
        WorkloadKind workload,
        int replicas,
        long specVersion,
        @Nullable DeploymentSpec spec,
        Instant decidedAt,
        SortedMap<Long, List<ReplicaGroup>> observed,
        MoveMemory memory) {
    public PlacedCell {
        observed = Collections.unmodifiableSortedMap(new TreeMap<>(observed));
    }

    /// Those that a node has, and that are missing in what is free.
    public int boundPods() {
        return observed.values().stream()
                .flatMap(List::stream)
                .filter(group ->
                        group.state() != ReplicaState.UNBOUND
                                && group.state() != ReplicaState.TERMINATING)
                .mapToInt(ReplicaGroup::count)
                .sum();
    }

    /// Those that are ready, for all that the plane shows.
    int ready() {
        return observed.values().stream()
                .flatMap(List::stream)
                .filter(group -> group.state() == ReplicaState.READY)
                .mapToInt(ReplicaGroup::count)
                .sum();
    }

    Cell cell() {
        return new Cell(planeId, instanceType, revision);
    }

    /// What one of the replicas takes of its plane; null = not known.
    @Nullable Footprint footprint() {
        return spec == null ? null : spec.option(instanceType).map(spec::footprint).orElse(null);
    }
}
