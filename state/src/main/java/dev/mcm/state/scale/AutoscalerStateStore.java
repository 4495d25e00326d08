package dev.mcm.state.scale;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;

/// Table `autoscaler_states`.
public final class AutoscalerStateStore {
    private static final String SAVE =
            """
            INSERT INTO autoscaler_states (deployment_id, state, saved_at)
            SELECT n.deployment_id, n.state, n.saved_at FROM unnest(?, ?, ?) AS n (deployment_id, state, saved_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id
            ON CONFLICT (deployment_id) DO UPDATE SET state = excluded.state, saved_at = excluded.saved_at
            """;

    /// All, in order of deployment.
    public List<AutoscalerState> all(Tx tx) {
        return new AutoscalerStateRepository_(tx.session())
                .all().stream().map(AutoscalerStateEntity::toRow).toList();
    }

    /// Inserts or replaces, at most one per deployment. Checkpoints of deployments that no longer
    /// exist are dropped.
    public void save(Tx tx, List<AutoscalerState> states) {
        if (!states.isEmpty()) {
            ColumnArrays<AutoscalerState> arrays =
                    ColumnArrays.of(states)
                            .text(AutoscalerState::deploymentId)
                            .bytes(AutoscalerState::state)
                            .time(AutoscalerState::savedAt);
            Statements.update(tx, SAVE, arrays);
        }
    }
}
