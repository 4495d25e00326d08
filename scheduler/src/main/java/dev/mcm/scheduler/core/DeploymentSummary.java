package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;

/// A summary that is to be written.
public record DeploymentSummary(DeploymentId deploymentId, SummaryCounts summary) {}
