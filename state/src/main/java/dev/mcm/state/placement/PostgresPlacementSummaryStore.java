package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;
import java.util.Optional;

/// [PlacementSummaryStore] on Postgres.
public final class PostgresPlacementSummaryStore implements PlacementSummaryStore {
    private static final String WRITE =
            """
            INSERT INTO placement_summaries (deployment_id, desired, placed, pending, reason, decided_at)
            SELECT n.* FROM unnest(?, ?, ?, ?, ?, ?) AS n (deployment_id, desired, placed, pending, reason, decided_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id
            ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired, placed = excluded.placed,
                pending = excluded.pending, reason = excluded.reason, decided_at = excluded.decided_at
            """;

    @Override
    public Optional<PlacementSummary> find(Tx tx, DeploymentId deployment) {
        return Optional.ofNullable(
                        tx.session().get(PlacementSummaryEntity.class, deployment.value()))
                .map(PlacementSummaryEntity::toRow);
    }

    @Override
    public List<PlacementSummary> all(Tx tx) {
        return tx
                .session()
                .createSelectionQuery(
                        "from PlacementSummaryEntity order by deploymentId",
                        PlacementSummaryEntity.class)
                .list()
                .stream()
                .map(PlacementSummaryEntity::toRow)
                .toList();
    }

    @Override
    public void write(Tx tx, List<PlacementSummary> summaries) {
        if (!summaries.isEmpty()) {
            ColumnArrays<PlacementSummary> arrays =
                    ColumnArrays.of(summaries)
                            .text(PlacementSummary::deploymentId)
                            .integer(PlacementSummary::desired)
                            .integer(PlacementSummary::placed)
                            .integer(PlacementSummary::pending)
                            .text(PlacementSummary::reason)
                            .time(PlacementSummary::decidedAt);
            Statements.update(tx, WRITE, arrays);
        }
    }
}
