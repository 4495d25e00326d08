package dev.mcm.atc.core.status;

import dev.mcm.atc.v1.DeploymentStatus;

/// A status and one sentence beside it; the sentence is empty when all is well.
public record DeploymentStatusDecision(DeploymentStatus status, String message) {}
