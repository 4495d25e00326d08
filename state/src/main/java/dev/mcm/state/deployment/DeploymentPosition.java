package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A place in the list of deployments, newest first: that of a page's last row.
public record DeploymentPosition(Instant createdAt, DeploymentId id) {
    public DeploymentPosition {
        createdAt = Micros.of(createdAt);
    }

    public static DeploymentPosition of(Deployment row) {
        return new DeploymentPosition(row.createdAt(), row.id());
    }
}
