package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// [ObservedDeploymentStore] on Postgres.
public final class PostgresObservedDeploymentStore implements ObservedDeploymentStore {
    private static final String SELECT =
            """
            SELECT deployment_id, plane_id, instance_type, deployment_version, pods, bound, ready, ready_updated, terminating,
                reason, message, epoch, seq, observed_at
            FROM deployment_observed
            """;
    private static final String ORDER = " ORDER BY deployment_id, plane_id, instance_type";
    private static final String WRITE =
            """
            INSERT INTO deployment_observed AS t (deployment_id, plane_id, instance_type, deployment_version, pods, bound, ready,
                ready_updated, terminating, reason, message, epoch, seq, observed_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n (deployment_id, plane_id, instance_type,
                deployment_version, pods, bound, ready, ready_updated, terminating, reason, message, epoch, seq, observed_at)
            ORDER BY deployment_id, plane_id, instance_type
            ON CONFLICT (deployment_id, plane_id, instance_type) DO UPDATE SET deployment_version = excluded.deployment_version,
                pods = excluded.pods, bound = excluded.bound, ready = excluded.ready, ready_updated = excluded.ready_updated,
                terminating = excluded.terminating, reason = excluded.reason, message = excluded.message, epoch = excluded.epoch,
                seq = excluded.seq, observed_at = excluded.observed_at
            WHERE (excluded.epoch, excluded.seq) > (t.epoch, t.seq)
            """;
    private static final String DELETE =
            """
            DELETE FROM deployment_observed t USING unnest(?, ?, ?) AS n (deployment_id, plane_id, instance_type)
            WHERE t.deployment_id = n.deployment_id AND t.plane_id = n.plane_id AND t.instance_type = n.instance_type
            """;

    @Override
    public List<ObservedDeployment> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, PostgresObservedDeploymentStore::row);
    }

    @Override
    public List<ObservedDeployment> ofDeployment(Tx tx, DeploymentId deployment) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ?" + ORDER,
                PostgresObservedDeploymentStore::row,
                deployment.value());
    }

    @Override
    public List<ObservedDeployment> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx,
                SELECT + " WHERE plane_id = ?" + ORDER,
                PostgresObservedDeploymentStore::row,
                plane.value());
    }

    @Override
    public int write(Tx tx, List<ObservedDeployment> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        ColumnArrays<ObservedDeployment> arrays =
                ColumnArrays.of(rows)
                        .text(row -> row.key().deploymentId())
                        .text(row -> row.key().planeId())
                        .text(row -> row.key().instanceType())
                        .bigint(ObservedDeployment::deploymentVersion)
                        .integer(row -> row.counts().pods())
                        .integer(row -> row.counts().bound())
                        .integer(row -> row.counts().ready())
                        .integer(row -> row.counts().readyUpdated())
                        .integer(row -> row.counts().terminating())
                        .text(ObservedDeployment::reason)
                        .text(ObservedDeployment::message)
                        .bigint(row -> row.epoch().value())
                        .bigint(ObservedDeployment::seq)
                        .time(ObservedDeployment::observedAt);
        return Statements.update(tx, WRITE, arrays);
    }

    @Override
    public int delete(Tx tx, List<ObservedDeployment.Key> keys) {
        ColumnArrays<ObservedDeployment.Key> arrays =
                ColumnArrays.of(keys)
                        .text(ObservedDeployment.Key::deploymentId)
                        .text(ObservedDeployment.Key::planeId)
                        .text(ObservedDeployment.Key::instanceType);
        return Statements.update(tx, DELETE, arrays);
    }

    private static ObservedDeployment row(ResultSet row) throws SQLException {
        return new ObservedDeployment(
                new ObservedDeployment.Key(
                        new DeploymentId(row.getString(1)),
                        new PlaneId(row.getString(2)),
                        new InstanceTypeName(row.getString(3))),
                row.getLong(4),
                new ObservedDeployment.PodCounts(
                        row.getInt(5), row.getInt(6), row.getInt(7), row.getInt(8), row.getInt(9)),
                row.getString(10),
                row.getString(11),
                new Epoch(row.getLong(12)),
                row.getLong(13),
                Statements.instant(row, 14));
    }
}
