package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `held_removals`: what is left of a deployment on a plane and waits for an operator, or
/// was released by one and is not gone yet.
///
/// @param objects that may go once it is released
/// @param foundAt by Postgres' clock
/// @param releasedAt null = held
public record HeldRemoval(
        PlaneId planeId,
        DeploymentId deploymentId,
        int objects,
        Instant foundAt,
        @Nullable Instant releasedAt) {
    public boolean isReleased() {
        return releasedAt != null;
    }
}
