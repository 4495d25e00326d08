package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `placement_summaries`.
public interface PlacementSummaryStore {
    Optional<PlacementSummary> find(Tx tx, DeploymentId deployment);

    /// All, in order of deployment.
    List<PlacementSummary> all(Tx tx);

    /// Inserts or replaces, at most one per deployment. Summaries of deployments that no longer
    /// exist are dropped.
    void write(Tx tx, List<PlacementSummary> summaries);
}
