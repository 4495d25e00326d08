package dev.mcm.scheduler.core;

import dev.mcm.shared.id.DeploymentId;
import java.util.List;

/// Verdicts of all planes on one deployment, by plane id.
public record DeploymentVerdicts(DeploymentId deploymentId, List<Verdict> verdicts) {
    public DeploymentVerdicts {
        verdicts = List.copyOf(verdicts);
    }
}
