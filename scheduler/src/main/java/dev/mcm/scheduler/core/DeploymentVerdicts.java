package dev.mcm.scheduler.core;

import java.util.List;

/// Verdicts of all planes on one deployment, by plane id.
public record DeploymentVerdicts(String deploymentId, List<Verdict> verdicts) {
    public DeploymentVerdicts {
        verdicts = List.copyOf(verdicts);
    }
}
