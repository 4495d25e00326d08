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

/// Table `deployment_observed` of the control database. Lists are in order of deployment, plane and
/// instance type.
public final class ObservedDeploymentStore {
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

    public List<ObservedDeployment> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, ObservedDeploymentStore::row);
    }

    public List<ObservedDeployment> ofDeployment(Tx tx, DeploymentId deployment) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ?" + ORDER,
                ObservedDeploymentStore::row,
                deployment.value());
    }

    public List<ObservedDeployment> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx,
                SELECT + " WHERE plane_id = ?" + ORDER,
                ObservedDeploymentStore::row,
                plane.value());
    }

    /// Inserts or replaces, at most one per key, those that are newer by (epoch, seq) than what is
    /// there.
    ///
    /// @return number of rows written
    public int write(Tx tx, List<ObservedDeployment> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        ColumnArrays<ObservedDeployment> arrays =
                ColumnArrays.of(rows)
                        .text(row -> row.key().deploymentId())
                        .text(row -> row.key().planeId())
                        .text(row -> row.key().instanceType())
                        .bigint(ObservedDeployment::specVersion)
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

    /// @return number of rows removed
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
                        new DeploymentId(row.getString("deployment_id")),
                        new PlaneId(row.getString("plane_id")),
                        new InstanceTypeName(row.getString("instance_type"))),
                row.getLong("deployment_version"),
                new ObservedDeployment.PodCounts(
                        row.getInt("pods"),
                        row.getInt("bound"),
                        row.getInt("ready"),
                        row.getInt("ready_updated"),
                        row.getInt("terminating")),
                row.getString("reason"),
                row.getString("message"),
                new Epoch(row.getLong("epoch")),
                row.getLong("seq"),
                Statements.instant(row, "observed_at"));
    }
}
