package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.List;

/// A row of `observed_cells`: what a plane shows of the replicas of one cell and version. There is
/// one while the plane shows the workload or a pod of it.
///
/// @param revision of its pods and of the workload, the greatest where they say several; `UNKNOWN`
///   = they say none, as those of a Deployment
/// @param groups of the pods that the plane has made and that are not finished, as
///   [ReplicaGroups#fitted] leaves them; empty = the workload has no pod. A replica whose pod is
///   not made is in none
/// @param epoch of the LSM record that it is as new as
/// @param seq of that record
public record ObservedCell(
        Key key,
        PodRevision revision,
        List<ReplicaGroup> groups,
        Epoch epoch,
        long seq,
        Instant observedAt) {
    public ObservedCell {
        groups = List.copyOf(groups);
        observedAt = Micros.of(observedAt);
    }

    /// Where the replicas are, and of which version.
    public record Key(
            DeploymentId deploymentId,
            PlaneId planeId,
            InstanceTypeName instanceType,
            long specVersion) {}

    /// Replicas in a state.
    public int count(ReplicaState state) {
        return groups.stream()
                .filter(group -> group.state() == state)
                .mapToInt(ReplicaGroup::count)
                .sum();
    }
}
