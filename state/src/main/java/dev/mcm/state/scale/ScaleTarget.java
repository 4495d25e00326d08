package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `scale_targets`.
///
/// @param revision from 1; every write adds one
public record ScaleTarget(
        DeploymentId deploymentId,
        int desired,
        String reason,
        String message,
        long revision,
        Instant decidedAt) {
    public ScaleTarget {
        decidedAt = Micros.of(decidedAt);
    }
}
