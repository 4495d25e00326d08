package dev.mcm.atc.port;

import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.core.manifest.WantedState;
import dev.mcm.state.push.Push;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the database says of a deployment on one plane.
///
/// @param placements on the plane, in order of instance type and revision
/// @param last what has been pushed there; null = nothing
/// @param servedElsewhere replicas of it are placed and ready on another plane, so that requests
///   need not go to this one
public record PushTask(
        PushedDeployment deployment,
        List<PlacedReplicas> placements,
        @Nullable Push last,
        boolean servedElsewhere) {
    public PushTask {
        placements = List.copyOf(placements);
    }

    /// The version to push: never lower than what has been pushed, so that a placement that is gone
    /// can be taken away too.
    public long pushVersion() {
        long placed = placements.stream().mapToLong(PlacedReplicas::pushVersion).max().orElse(0);
        long pushed = last == null ? 0 : Math.max(last.wantedVersion(), last.appliedVersion());
        return Math.max(placed, pushed);
    }

    public WantedState wanted() {
        return ManifestPolicy.wanted(deployment, placements, pushVersion());
    }

    /// Whether the same should be there as for `other`.
    public boolean wantsSame(PushTask other) {
        return deployment.equals(other.deployment) && placements.equals(other.placements);
    }
}
