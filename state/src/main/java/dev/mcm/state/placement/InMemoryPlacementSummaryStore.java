package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [PlacementSummaryStore] in memory, for tests. Knows no other table: every deployment counts as
/// existing.
public final class InMemoryPlacementSummaryStore implements PlacementSummaryStore {
    private final InMemoryTable<DeploymentId, PlacementSummary> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public Optional<PlacementSummary> find(Tx tx, DeploymentId deployment) {
        return rows.find(deployment);
    }

    @Override
    public List<PlacementSummary> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void write(Tx tx, List<PlacementSummary> summaries) {
        summaries.forEach(summary -> rows.put(tx, summary.deploymentId(), summary));
    }
}
