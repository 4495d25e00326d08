package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `placement_verdicts`.
public interface PlacementVerdictStore {
    Optional<PlacementVerdicts> find(Tx tx, DeploymentId deployment);

    /// Inserts or replaces, at most one per deployment. Verdicts on deployments that no longer
    /// exist are dropped.
    void write(Tx tx, List<PlacementVerdicts> verdicts);
}
