package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Table `placement_summaries`.
public final class PlacementSummaryStore {
    private static final String SELECT =
            "SELECT deployment_id, desired, placed, pending, misplaced, reason, decided_at"
                    + " FROM placement_summaries";
    private static final String WRITE =
            """
            INSERT INTO placement_summaries (deployment_id, desired, placed, pending, misplaced, reason, decided_at)
            SELECT n.* FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (deployment_id, desired, placed, pending, misplaced, reason, decided_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id
            ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired, placed = excluded.placed,
                pending = excluded.pending, misplaced = excluded.misplaced, reason = excluded.reason, decided_at = excluded.decided_at
            """;

    public Optional<PlacementSummary> find(Tx tx, DeploymentId deployment) {
        return Statements.query(
                        tx,
                        SELECT + " WHERE deployment_id = ?",
                        PlacementSummaryStore::row,
                        deployment.value())
                .stream()
                .findFirst();
    }

    /// All, in order of deployment.
    public List<PlacementSummary> all(Tx tx) {
        return Statements.query(tx, SELECT + " ORDER BY deployment_id", PlacementSummaryStore::row);
    }

    /// Of these deployments, as far as they have one.
    public List<PlacementSummary> find(Tx tx, Collection<DeploymentId> deployments) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ANY (?)",
                PlacementSummaryStore::row,
                (Object) Statements.keys(deployments));
    }

    private static PlacementSummary row(ResultSet row) throws SQLException {
        return new PlacementSummary(
                new DeploymentId(row.getString("deployment_id")),
                row.getInt("desired"),
                row.getInt("placed"),
                row.getInt("pending"),
                row.getInt("misplaced"),
                row.getString("reason"),
                Statements.instant(row, "decided_at"));
    }

    /// Inserts or replaces, at most one per deployment. Summaries of deployments that no longer
    /// exist are dropped.
    public void write(Tx tx, List<PlacementSummary> summaries) {
        if (!summaries.isEmpty()) {
            ColumnArrays<PlacementSummary> arrays =
                    ColumnArrays.of(summaries)
                            .text(PlacementSummary::deploymentId)
                            .integer(PlacementSummary::desired)
                            .integer(PlacementSummary::placed)
                            .integer(PlacementSummary::pending)
                            .integer(PlacementSummary::misplaced)
                            .text(PlacementSummary::reason)
                            .time(PlacementSummary::decidedAt);
            Statements.update(tx, WRITE, arrays);
        }
    }
}
