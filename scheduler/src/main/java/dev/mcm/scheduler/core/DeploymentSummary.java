package dev.mcm.scheduler.core;

/// A summary that is to be written.
public record DeploymentSummary(String deploymentId, SummaryCounts summary) {}
