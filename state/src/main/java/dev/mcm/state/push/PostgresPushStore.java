package dev.mcm.state.push;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;
import java.util.Optional;
import org.hibernate.query.SelectionQuery;

/// [PushStore] on Postgres.
public final class PostgresPushStore implements PushStore {
    private static final String ORDER = " order by deploymentId, planeId";
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

    @Override
    public List<Push> all(Tx tx) {
        return rows(tx.session().createSelectionQuery("from PushEntity" + ORDER, PushEntity.class));
    }

    @Override
    public List<Push> ofDeployment(Tx tx, DeploymentId deployment) {
        return rows(
                tx.session()
                        .createSelectionQuery(
                                "from PushEntity where deploymentId = :deployment" + ORDER,
                                PushEntity.class)
                        .setParameter("deployment", deployment.value()));
    }

    @Override
    public List<Push> toPlane(Tx tx, PlaneId plane) {
        return rows(
                tx.session()
                        .createSelectionQuery(
                                "from PushEntity where planeId = :plane" + ORDER, PushEntity.class)
                        .setParameter("plane", plane.value()));
    }

    @Override
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
                        .optionalTime(row -> Optional.ofNullable(row.appliedAt()));
        return Statements.update(tx, WRITE, arrays);
    }

    @Override
    public int delete(Tx tx, List<PushKey> keys) {
        return Statements.update(
                tx,
                DELETE,
                ColumnArrays.of(keys).text(PushKey::deploymentId).text(PushKey::planeId));
    }

    private static List<Push> rows(SelectionQuery<PushEntity> query) {
        return query.list().stream().map(PushEntity::toRow).toList();
    }
}
