package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;

/// [AutoscalerStateStore] in memory, for tests. Knows no other table: every deployment counts as
/// existing.
public final class InMemoryAutoscalerStateStore implements AutoscalerStateStore {
    private final InMemoryTable<DeploymentId, AutoscalerState> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public List<AutoscalerState> all(Tx tx) {
        return rows.all();
    }

    @Override
    public void save(Tx tx, List<AutoscalerState> states) {
        states.forEach(state -> rows.put(tx, state.deploymentId(), state));
    }
}
