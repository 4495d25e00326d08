package dev.mcm.state.placement;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Table `placements`. Lists are in order of key.
public final class PlacementStore {
    private static final String SELECT =
            """
            SELECT deployment_id, plane_id, instance_type, revision, workload_kind, workload, replicas, deployment_version, version, reason,
                decided_at, grown_at, moves, moved_at
            FROM placements
            """;
    private static final String ORDER =
            " ORDER BY deployment_id, plane_id, instance_type, revision";
    private static final String WRITE =
            """
            INSERT INTO placements (deployment_id, plane_id, instance_type, revision, workload_kind, workload, replicas, deployment_version,
                version, reason, decided_at, grown_at, moves, moved_at)
            SELECT n.deployment_id, n.plane_id, n.instance_type, n.revision, n.workload_kind, n.workload, n.replicas, n.deployment_version,
                nextval('placement_versions'), n.reason, n.decided_at,
                n.grown_at, n.moves, n.moved_at
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS n (deployment_id, plane_id, instance_type, revision, workload_kind, workload, replicas, deployment_version, reason,
                    decided_at, grown_at, moves, moved_at)
            JOIN deployments d ON d.id = n.deployment_id
            ORDER BY n.deployment_id, n.plane_id, n.instance_type, n.revision
            ON CONFLICT (deployment_id, plane_id, instance_type, revision) DO UPDATE SET workload_kind = excluded.workload_kind,
                workload = excluded.workload, replicas = excluded.replicas,
                deployment_version = excluded.deployment_version, version = excluded.version, reason = excluded.reason,
                decided_at = excluded.decided_at, grown_at = excluded.grown_at, moves = excluded.moves, moved_at = excluded.moved_at
            RETURNING deployment_id, plane_id, instance_type, revision, version
            """;
    private static final String DELETE =
            """
            DELETE FROM placements t USING unnest(?, ?, ?, ?, ?) AS n (deployment_id, plane_id, instance_type, revision, version)
            WHERE t.deployment_id = n.deployment_id AND t.plane_id = n.plane_id AND t.instance_type = n.instance_type
                AND t.revision = n.revision AND t.version = n.version
            """;

    private static final String NAME =
            """
            UPDATE placements t SET revision = n.revision
            FROM unnest(?, ?, ?, ?) AS n (deployment_id, plane_id, instance_type, revision)
            WHERE t.deployment_id = n.deployment_id AND t.plane_id = n.plane_id AND t.instance_type = n.instance_type
                AND t.revision = '0000000000' AND NOT EXISTS (
                    SELECT FROM placements o
                    WHERE o.deployment_id = n.deployment_id AND o.plane_id = n.plane_id AND o.instance_type = n.instance_type
                        AND o.revision = n.revision)
            """;
    private static final String NEWEST =
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS newest FROM"
                    + " placement_versions";

    private record Written(PlacementKey key, long pushVersion) {}

    public List<Placement> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, PlacementStore::row);
    }

    public List<Placement> ofDeployment(Tx tx, DeploymentId deployment) {
        return ofDeployments(tx, List.of(deployment));
    }

    public List<Placement> ofDeployments(Tx tx, Collection<DeploymentId> deployments) {
        return Statements.query(
                tx,
                SELECT + " WHERE deployment_id = ANY (?)" + ORDER,
                PlacementStore::row,
                (Object) Statements.keys(deployments));
    }

    public List<Placement> ofDeploymentsOn(
            Tx tx, PlaneId plane, Collection<DeploymentId> deployments) {
        return Statements.query(
                tx,
                SELECT + " WHERE plane_id = ? AND deployment_id = ANY (?)" + ORDER,
                PlacementStore::row,
                plane.value(),
                Statements.keys(deployments));
    }

    /// Highest version ever given to a placement; 0 = none was.
    public long newestVersion(Tx tx) {
        return Statements.query(tx, NEWEST, row -> row.getLong("newest")).getFirst();
    }

    public List<Placement> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx, SELECT + " WHERE plane_id = ?" + ORDER, PlacementStore::row, plane.value());
    }

    /// Inserts or replaces, at most one change per key; each row gets a version that no placement
    /// had before. Changes of deployments that no longer exist are dropped.
    ///
    /// @return the rows written
    public List<Placement> write(Tx tx, List<PlacementChange> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        ColumnArrays<PlacementChange> arrays =
                ColumnArrays.of(changes)
                        .text(change -> change.key().deploymentId())
                        .text(change -> change.key().planeId())
                        .text(change -> change.key().instanceType())
                        .text(change -> change.key().revision())
                        .text(change -> change.workload().kind())
                        .text(change -> change.workload().name())
                        .integer(PlacementChange::replicas)
                        .bigint(PlacementChange::specVersion)
                        .text(PlacementChange::reason)
                        .time(PlacementChange::decidedAt)
                        .time(change -> change.memory().grownAt())
                        .integer(change -> change.memory().moves())
                        .nullableTime(change -> change.memory().movedAt());
        Map<PlacementKey, PlacementChange> byKey =
                changes.stream()
                        .collect(Collectors.toMap(PlacementChange::key, Function.identity()));
        return Statements.query(tx, WRITE, arrays, PlacementStore::written).stream()
                .sorted(Comparator.comparing(Written::key))
                .map(written -> placement(written, byKey))
                .toList();
    }

    /// Gives rows of which it was not known the revision that they are of; one whose revision has a
    /// row already stays as it is. Nothing else of them changes, so nothing is to be pushed.
    ///
    /// @param keys what the rows' keys become
    /// @return number of rows named
    public int name(Tx tx, Collection<PlacementKey> keys) {
        if (keys.isEmpty()) {
            return 0;
        }
        ColumnArrays<PlacementKey> arrays =
                ColumnArrays.of(keys)
                        .text(PlacementKey::deploymentId)
                        .text(PlacementKey::planeId)
                        .text(PlacementKey::instanceType)
                        .text(PlacementKey::revision);
        return Statements.update(tx, NAME, arrays);
    }

    /// Removes rows, each only while it still has the version given: a row written anew meanwhile
    /// stays.
    ///
    /// @return number of rows removed
    public int delete(Tx tx, List<Placement> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        ColumnArrays<Placement> arrays =
                ColumnArrays.of(rows)
                        .text(row -> row.key().deploymentId())
                        .text(row -> row.key().planeId())
                        .text(row -> row.key().instanceType())
                        .text(row -> row.key().revision())
                        .bigint(Placement::pushVersion);
        return Statements.update(tx, DELETE, arrays);
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(key(row), row.getLong("version"));
    }

    private static Placement placement(Written written, Map<PlacementKey, PlacementChange> byKey) {
        PlacementChange change = byKey.get(written.key());
        if (change == null) {
            throw new IllegalStateException("placement " + written.key() + " was written unasked");
        }
        return Placement.of(change, written.pushVersion());
    }

    private static Placement row(ResultSet row) throws SQLException {
        PlacementKey key = key(row);
        return new Placement(
                key,
                workload(row, key),
                row.getInt("replicas"),
                row.getLong("deployment_version"),
                row.getLong("version"),
                row.getString("reason"),
                Statements.instant(row, "decided_at"),
                memory(row));
    }

    private static Workload workload(ResultSet row, PlacementKey key) throws SQLException {
        String name = row.getString("workload");
        return name.isEmpty()
                ? Workload.deployment(key)
                : new Workload(WorkloadKind.valueOf(row.getString("workload_kind")), name);
    }

    /// A row of an older version of MCM has grown when it was decided.
    private static MoveMemory memory(ResultSet row) throws SQLException {
        String grown = row.getObject("grown_at") == null ? "decided_at" : "grown_at";
        int moves = row.getInt("moves");
        return new MoveMemory(
                Statements.instant(row, grown),
                moves,
                moves == 0 ? null : Statements.instant(row, "moved_at"));
    }

    private static PlacementKey key(ResultSet row) throws SQLException {
        return new PlacementKey(
                new DeploymentId(row.getString("deployment_id")),
                new PlaneId(row.getString("plane_id")),
                new InstanceTypeName(row.getString("instance_type")),
                new PodRevision(row.getString("revision")));
    }
}
