package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Table `scale_targets`.
public final class ScaleTargetStore {
    private static final String SELECT =
            "SELECT deployment_id, desired, reason, message, revision, decided_at FROM"
                    + " scale_targets";
    private static final String WRITE =
            """
            INSERT INTO scale_targets AS t (deployment_id, desired, reason, message, revision, decided_at)
            SELECT n.deployment_id, n.desired, n.reason, n.message, 1, n.decided_at
            FROM unnest(?, ?, ?, ?, ?) AS n (deployment_id, desired, reason, message, decided_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id
            ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired, reason = excluded.reason,
                message = excluded.message, revision = t.revision + 1, decided_at = excluded.decided_at
            RETURNING deployment_id, revision
            """;

    private record Written(DeploymentId deploymentId, long revision) {}

    public Optional<ScaleTarget> find(Tx tx, DeploymentId deployment) {
        return Statements.query(
                        tx,
                        SELECT + " WHERE deployment_id = ?",
                        ScaleTargetStore::row,
                        deployment.value())
                .stream()
                .findFirst();
    }

    /// All, in order of deployment.
    public List<ScaleTarget> all(Tx tx) {
        return Statements.query(tx, SELECT + " ORDER BY deployment_id", ScaleTargetStore::row);
    }

    /// Of these deployments, as far as they have one.
    public List<ScaleTarget> find(Tx tx, Collection<DeploymentId> deployments) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ANY (?)",
                ScaleTargetStore::row,
                (Object) Statements.keys(deployments));
    }

    private static ScaleTarget row(ResultSet row) throws SQLException {
        return new ScaleTarget(
                new DeploymentId(row.getString("deployment_id")),
                row.getInt("desired"),
                row.getString("reason"),
                row.getString("message"),
                row.getLong("revision"),
                Statements.instant(row, "decided_at"));
    }

    /// Inserts or replaces, at most one decision per deployment. Decisions about deployments that
    /// no longer exist are dropped.
    ///
    /// @return the rows written, in order of deployment
    public List<ScaleTarget> write(Tx tx, List<ScaleTargetChange> decisions) {
        if (decisions.isEmpty()) {
            return List.of();
        }
        ColumnArrays<ScaleTargetChange> arrays =
                ColumnArrays.of(decisions)
                        .text(ScaleTargetChange::deploymentId)
                        .integer(ScaleTargetChange::desired)
                        .text(ScaleTargetChange::reason)
                        .text(ScaleTargetChange::message)
                        .time(ScaleTargetChange::decidedAt);
        Map<DeploymentId, ScaleTargetChange> byId =
                decisions.stream()
                        .collect(
                                Collectors.toMap(
                                        ScaleTargetChange::deploymentId, Function.identity()));
        return Statements.query(tx, WRITE, arrays, ScaleTargetStore::written).stream()
                .sorted(Comparator.comparing(Written::deploymentId))
                .map(written -> target(written, byId))
                .toList();
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(
                new DeploymentId(row.getString("deployment_id")), row.getLong("revision"));
    }

    private static ScaleTarget target(Written written, Map<DeploymentId, ScaleTargetChange> byId) {
        ScaleTargetChange decision = byId.get(written.deploymentId());
        if (decision == null) {
            throw new IllegalStateException(
                    "scale target of " + written.deploymentId() + " was written unasked");
        }
        return new ScaleTarget(
                written.deploymentId(),
                decision.desired(),
                decision.reason(),
                decision.message(),
                written.revision(),
                decision.decidedAt());
    }
}
