package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [PlacementVerdictStore] in memory, for tests. Knows no other table: every deployment counts as
/// existing.
public final class InMemoryPlacementVerdictStore implements PlacementVerdictStore {
    private final InMemoryTable<DeploymentId, PlacementVerdicts> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public Optional<PlacementVerdicts> find(Tx tx, DeploymentId deployment) {
        return rows.find(deployment);
    }

    @Override
    public void write(Tx tx, List<PlacementVerdicts> verdicts) {
        verdicts.forEach(row -> rows.put(tx, row.deploymentId(), row));
    }
}
