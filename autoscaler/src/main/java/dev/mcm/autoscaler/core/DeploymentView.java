package dev.mcm.autoscaler.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment as stored.
///
/// @param active false = inactive or being deleted
/// @param stored its desired scale; null = not decided yet
/// @param placed replicas by plane, as the Scheduler has placed them
public record DeploymentView(
        String id,
        ScalingSettings settings,
        boolean active,
        @Nullable StoredTarget stored,
        Map<String, Integer> placed) {
    public DeploymentView {
        placed = Map.copyOf(placed);
    }
}
