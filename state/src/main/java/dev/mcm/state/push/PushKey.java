package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.Comparator;

/// What is pushed where: a deployment to a plane.
public record PushKey(DeploymentId deploymentId, PlaneId planeId) implements Comparable<PushKey> {
    private static final Comparator<PushKey> ORDER =
            Comparator.comparing(PushKey::deploymentId).thenComparing(PushKey::planeId);

    @Override
    public int compareTo(PushKey other) {
        return ORDER.compare(this, other);
    }
}
