package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Table `pushes`. Lists are in order of key.
public final class PushStore {
    private static final String SELECT =
            """
            SELECT deployment_id, plane_id, wanted_version, applied_version, error, failed_attempts, attempted_at, applied_at
            FROM pushes
            """;
    private static final String ORDER = " ORDER BY deployment_id, plane_id";
    private static final String WRITE =
            """
            INSERT INTO pushes AS t (deployment_id, plane_id, wanted_version, applied_version, error, failed_attempts, attempted_at, applied_at)
            SELECT n.* FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
                AS n (deployment_id, plane_id, wanted_version, applied_version, error, failed_attempts, attempted_at, applied_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id, n.plane_id
            ON CONFLICT (deployment_id, plane_id) DO UPDATE SET wanted_version = excluded.wanted_version,
                applied_version = excluded.applied_version, error = excluded.error, failed_attempts = excluded.failed_attempts,
                attempted_at = excluded.attempted_at, applied_at = excluded.applied_at
            WHERE t.wanted_version <= excluded.wanted_version AND t.applied_version <= excluded.applied_version
            """;
    private static final String DELETE =
            """
            DELETE FROM pushes t USING unnest(?, ?) AS n (deployment_id, plane_id)
            WHERE t.deployment_id = n.deployment_id AND t.plane_id = n.plane_id
            """;

    public List<Push> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, PushStore::read);
    }

    public List<Push> ofDeployment(Tx tx, DeploymentId deployment) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ?" + ORDER,
                PushStore::read,
                deployment.value());
    }

    public List<Push> toPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx, SELECT + " WHERE plane_id = ?" + ORDER, PushStore::read, plane.value());
    }

    /// Inserts or replaces, at most one per key. A row never goes back: it stays as it is when it
    /// wants, or has applied, a higher version. Pushes of deployments that no longer exist are
    /// dropped.
    ///
    /// @return number of rows written
    public int write(Tx tx, List<Push> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        ColumnArrays<Push> arrays =
                ColumnArrays.of(rows)
                        .text(row -> row.key().deploymentId())
                        .text(row -> row.key().planeId())
                        .bigint(Push::wantedVersion)
                        .bigint(Push::appliedVersion)
                        .text(Push::error)
                        .integer(Push::failedAttempts)
                        .time(Push::attemptedAt)
                        .nullableTime(Push::appliedAt);
        return Statements.update(tx, WRITE, arrays);
    }

    /// @return number of rows removed
    public int delete(Tx tx, List<PushKey> keys) {
        return Statements.update(
                tx,
                DELETE,
                ColumnArrays.of(keys).text(PushKey::deploymentId).text(PushKey::planeId));
    }

    /// @param row with the columns of the table under their names
    public static Push read(ResultSet row) throws SQLException {
        return new Push(
                new PushKey(
                        new DeploymentId(row.getString("deployment_id")),
                        new PlaneId(row.getString("plane_id"))),
                row.getLong("wanted_version"),
                row.getLong("applied_version"),
                row.getString("error"),
                row.getInt("failed_attempts"),
                Statements.instant(row, "attempted_at"),
                Statements.nullableInstant(row, "applied_at"));
    }
}
