package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import java.util.Comparator;

/// Where replicas are: a deployment on a plane by a shape option, and what they are made of.
///
/// @param revision [PodRevision#UNKNOWN] of a row from before there were revisions
public record PlacementKey(
        DeploymentId deploymentId,
        PlaneId planeId,
        InstanceTypeName instanceType,
        PodRevision revision)
        implements Comparable<PlacementKey> {
    private static final Comparator<PlacementKey> ORDER =
            Comparator.comparing(PlacementKey::deploymentId)
                    .thenComparing(PlacementKey::planeId)
                    .thenComparing(PlacementKey::instanceType)
                    .thenComparing(key -> key.revision().value());

    /// The same of another revision.
    public PlacementKey with(PodRevision other) {
        return new PlacementKey(deploymentId, planeId, instanceType, other);
    }

    @Override
    public int compareTo(PlacementKey other) {
        return ORDER.compare(this, other);
    }
}
