package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.DeploymentId;

/// A desired scale that is to be written.
public record TargetChange(DeploymentId deploymentId, int desired, Reason reason, String message) {}
