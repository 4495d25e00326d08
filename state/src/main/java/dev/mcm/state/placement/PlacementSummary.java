package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `placement_summaries`: what became of a deployment's desired scale.
///
/// @param misplaced of the placed ones, replicas that stay where a rule no longer allows them
/// @param reason name of a [SummaryReason], or what another version of MCM has written
public record PlacementSummary(
        DeploymentId deploymentId,
        int desired,
        int placed,
        int pending,
        int misplaced,
        String reason,
        Instant decidedAt) {
    public PlacementSummary {
        decidedAt = Micros.of(decidedAt);
    }
}
