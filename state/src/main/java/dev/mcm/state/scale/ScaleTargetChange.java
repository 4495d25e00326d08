package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A new desired scale, to be written.
///
/// @param reason code of the decision
/// @param message its numbers as one sentence, at most 500 characters
public record ScaleTargetChange(
        DeploymentId deploymentId, int desired, String reason, String message, Instant decidedAt) {
    public ScaleTargetChange {
        if (desired < 0) {
            throw new IllegalArgumentException(
                    "desired scale of " + deploymentId + ": " + desired + " (expected: >= 0)");
        }
        decidedAt = Micros.of(decidedAt);
    }
}
