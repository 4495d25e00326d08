package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.PlacementOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A deployment whose spec cannot be read: its placements stay as they are, and what is known of
/// their footprints stays reserved, until it can be.
///
/// @param desired replicas wanted; null = the Autoscaler has not decided yet
/// @param placed replicas, wherever they are
/// @param summary as stored; null = none
public record FrozenDeployment(
        DeploymentId id,
        @Nullable Integer desired,
        int placed,
        List<Unbound> unbound,
        @Nullable SummaryCounts summary) {
    public FrozenDeployment {
        unbound = List.copyOf(unbound);
    }

    /// Pods on a plane that it has not bound yet.
    public record Unbound(PlaneId planeId, Shape shape, Tolerations tolerations, int pods) {}

    /// What is told of it.
    SummaryCounts counts() {
        int target = desired == null ? placed : desired;
        return new SummaryCounts(
                target, placed, Math.max(0, target - placed), 0, PlacementOutcome.SPEC_UNREADABLE);
    }
}
