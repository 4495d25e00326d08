package dev.mcm.atc.port;

import dev.mcm.atc.core.status.CellFacts;
import dev.mcm.atc.core.status.StatusFacts;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.List;

/// A deployment with all that its status follows from.
public record DeploymentRecord(Deployment row, ResolvedSpec spec, StatusFacts facts) {
    public List<CellFacts> planes() {
        return facts.planes();
    }
}
