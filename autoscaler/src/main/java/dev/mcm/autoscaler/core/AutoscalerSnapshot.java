package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.List;
import java.util.Map;

/// What the Autoscaler decides from beside the samples, as of one moment.
///
/// @param planes all planes by id
public record AutoscalerSnapshot(
        List<ScaleFacts> deployments, Map<PlaneId, PlaneJudgement> planes) {
    public AutoscalerSnapshot {
        deployments = List.copyOf(deployments);
        planes = Map.copyOf(planes);
    }

    /// Longest window of any deployment, in seconds.
    public int longestWindow() {
        return deployments.stream()
                .mapToInt(deployment -> deployment.settings().windowSeconds())
                .max()
                .orElse(0);
    }
}
