package dev.mcm.scheduler.core;

import java.util.List;
import java.util.Objects;

/// All that a decision is made from, read in one transaction. The order of the lists does not
/// matter.
///
/// @param frozen deployments that are left as they are, since their specs cannot be read
public record SchedulerSnapshot(
        List<PlaneFacts> planes, List<DeploymentFacts> deployments, List<FrozenDeployment> frozen) {
    public SchedulerSnapshot {
        planes = List.copyOf(planes);
        deployments = List.copyOf(deployments);
        frozen = List.copyOf(frozen);
    }

    /// Every spec can be read.
    public SchedulerSnapshot(List<PlaneFacts> planes, List<DeploymentFacts> deployments) {
        this(planes, deployments, List.of());
    }

    /// Replicas that had no place after the last decision.
    public long pendingReplicas() {
        return deployments.stream()
                .map(DeploymentFacts::summary)
                .filter(Objects::nonNull)
                .mapToLong(SummaryCounts::pending)
                .sum();
    }

    /// Replicas that stayed where a rule no longer allows them after the last decision.
    public long misplacedReplicas() {
        return deployments.stream()
                .map(DeploymentFacts::summary)
                .filter(Objects::nonNull)
                .mapToLong(SummaryCounts::misplaced)
                .sum();
    }
}
