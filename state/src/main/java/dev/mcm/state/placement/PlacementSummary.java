package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `placement_summaries`: what became of a deployment's desired scale.
///
/// @param reason code of the decision
public record PlacementSummary(
        DeploymentId deploymentId,
        int desired,
        int placed,
        int pending,
        String reason,
        Instant decidedAt) {
    public PlacementSummary {
        decidedAt = Micros.of(decidedAt);
    }
}
