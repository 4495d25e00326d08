package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A deployment as stored.
///
/// @param stored its desired scale; null = not decided yet
/// @param placed replicas by plane, as the Scheduler has placed them
/// @param observed replicas by plane, as they are there
public record ScaleFacts(
        DeploymentId id,
        Intent intent,
        @Nullable StoredTarget stored,
        Map<PlaneId, Integer> placed,
        Map<PlaneId, Replicas> observed) {
    public ScaleFacts {
        placed = Map.copyOf(placed);
        observed = Map.copyOf(observed);
    }

    public Autoscaling settings() {
        return intent.settings();
    }

    public boolean active() {
        return intent.active();
    }

    ScaleFacts withStored(StoredTarget written) {
        return new ScaleFacts(id, intent, written, placed, observed);
    }
}
