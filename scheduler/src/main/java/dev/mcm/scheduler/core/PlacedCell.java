package dev.mcm.scheduler.core;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaGroup;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Replicas of a deployment on a plane by instance type, as decided before.
///
/// @param boundPods pods that the plane has bound to nodes; they are already missing in its free
///   capacity
/// @param observed pods that the plane shows, by spec version, with ages; a version without pods
///   may be absent
public record PlacedCell(
        PlaneId planeId,
        InstanceTypeName instanceType,
        int replicas,
        long specVersion,
        int boundPods,
        SortedMap<Long, List<ReplicaGroup>> observed) {
    public PlacedCell {
        observed = Collections.unmodifiableSortedMap(new TreeMap<>(observed));
    }
}
