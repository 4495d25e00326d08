package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Table `observed_cells` of the control database. Lists are in order of the key.
public final class ObservedCellStore {
    private static final String SELECT =
            """
            SELECT deployment_id, plane_id, instance_type, spec_version, revision, groups, epoch, seq, observed_at
            FROM observed_cells
            """;
    private static final String ORDER =
            " ORDER BY deployment_id, plane_id, instance_type, spec_version";
    private static final String WRITE =
            """
            INSERT INTO observed_cells AS t (deployment_id, plane_id, instance_type, spec_version, revision, unbound, starting, ready,
                failing, terminating, groups, epoch, seq, observed_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n (deployment_id, plane_id, instance_type, spec_version,
                revision, unbound, starting, ready, failing, terminating, groups, epoch, seq, observed_at)
            ORDER BY deployment_id, plane_id, instance_type, spec_version
            ON CONFLICT (deployment_id, plane_id, instance_type, spec_version) DO UPDATE SET revision = excluded.revision,
                unbound = excluded.unbound, starting = excluded.starting, ready = excluded.ready, failing = excluded.failing, terminating = excluded.terminating,
                groups = excluded.groups, epoch = excluded.epoch, seq = excluded.seq, observed_at = excluded.observed_at
            WHERE (excluded.epoch, excluded.seq) > (t.epoch, t.seq)
            """;
    private static final String DELETE =
            """
            DELETE FROM observed_cells t USING unnest(?, ?, ?, ?) AS n (deployment_id, plane_id, instance_type, spec_version)
            WHERE t.deployment_id = n.deployment_id AND t.plane_id = n.plane_id AND t.instance_type = n.instance_type
                AND t.spec_version = n.spec_version
            """;

    public List<ObservedCell> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, ObservedCellStore::row);
    }

    public List<ObservedCell> ofDeployments(Tx tx, Collection<DeploymentId> deployments) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ANY (?)" + ORDER,
                ObservedCellStore::row,
                (Object) Statements.keys(deployments));
    }

    public List<ObservedCell> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx, SELECT + " WHERE plane_id = ?" + ORDER, ObservedCellStore::row, plane.value());
    }

    /// Inserts or replaces, at most one per key, those that are newer by (epoch, seq) than what is
    /// there.
    ///
    /// @return number of rows written
    public int write(Tx tx, List<ObservedCell> cells) {
        if (cells.isEmpty()) {
            return 0;
        }
        ColumnArrays<ObservedCell> arrays =
                ColumnArrays.of(cells)
                        .text(cell -> cell.key().deploymentId())
                        .text(cell -> cell.key().planeId())
                        .text(cell -> cell.key().instanceType())
                        .bigint(cell -> cell.key().specVersion())
                        .text(ObservedCell::revision)
                        .integer(cell -> cell.count(ReplicaState.UNBOUND))
                        .integer(cell -> cell.count(ReplicaState.STARTING))
                        .integer(cell -> cell.count(ReplicaState.READY))
                        .integer(cell -> cell.count(ReplicaState.FAILING))
                        .integer(cell -> cell.count(ReplicaState.TERMINATING))
                        .bytes(cell -> ReplicaGroups.bytes(cell.groups()))
                        .bigint(cell -> cell.epoch().value())
                        .bigint(ObservedCell::seq)
                        .time(ObservedCell::observedAt);
        return Statements.update(tx, WRITE, arrays);
    }

    /// @return number of rows removed
    public int delete(Tx tx, List<ObservedCell.Key> keys) {
        ColumnArrays<ObservedCell.Key> arrays =
                ColumnArrays.of(keys)
                        .text(ObservedCell.Key::deploymentId)
                        .text(ObservedCell.Key::planeId)
                        .text(ObservedCell.Key::instanceType)
                        .bigint(ObservedCell.Key::specVersion);
        return Statements.update(tx, DELETE, arrays);
    }

    private static ObservedCell row(ResultSet row) throws SQLException {
        return new ObservedCell(
                new ObservedCell.Key(
                        new DeploymentId(row.getString("deployment_id")),
                        new PlaneId(row.getString("plane_id")),
                        new InstanceTypeName(row.getString("instance_type")),
                        row.getLong("spec_version")),
                new PodRevision(row.getString("revision")),
                ReplicaGroups.read(row.getBytes("groups")),
                new Epoch(row.getLong("epoch")),
                row.getLong("seq"),
                Statements.instant(row, "observed_at"));
    }
}
