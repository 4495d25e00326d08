package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import java.util.Comparator;

/// Where replicas are: a deployment on a plane by a shape option.
public record PlacementKey(
        DeploymentId deploymentId, PlaneId planeId, InstanceTypeName instanceType)
        implements Comparable<PlacementKey> {
    private static final Comparator<PlacementKey> ORDER =
            Comparator.comparing(PlacementKey::deploymentId)
                    .thenComparing(PlacementKey::planeId)
                    .thenComparing(PlacementKey::instanceType);

    @Override
    public int compareTo(PlacementKey other) {
        return ORDER.compare(this, other);
    }
}
