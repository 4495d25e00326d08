package dev.mcm.state.observed;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Table `observed_objects` of the observed database. Lists are in order of plane, kind and uid.
public final class ObservedObjectStore {
    private static final String UPSERT =
            """
            INSERT INTO observed_objects AS t (plane_id, kind, uid, epoch, seq, deployment_id, gone, body, observed_at,
                state, state_since)
            SELECT * FROM unnest(?, ?::smallint[], ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (plane_id, kind, uid) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq,
                deployment_id = excluded.deployment_id, gone = excluded.gone, body = excluded.body, observed_at = excluded.observed_at,
                state = coalesce(excluded.state, t.state), state_since = coalesce(excluded.state_since, t.state_since)
            WHERE (excluded.epoch, excluded.seq) > (t.epoch, t.seq)
            """;
    private static final String SWEEP =
            """
            UPDATE observed_objects SET gone = true, body = '', epoch = ?, seq = ?, observed_at = ?
            WHERE plane_id = ? AND kind = ? AND NOT gone AND (epoch, seq) < (?, ?)
            RETURNING uid, deployment_id
            """;

    private static final String AGE =
            """
            UPDATE observed_objects t SET state = n.state, state_since = n.since
            FROM unnest(?, ?::smallint[], ?, ?, ?) AS n (plane_id, kind, uid, state, since)
            WHERE t.plane_id = n.plane_id AND t.kind = n.kind AND t.uid = n.uid
            """;

    /// An object that a sweep has found gone.
    public record Swept(String uid, String deploymentId) {}

    /// Inserts or replaces those that are newer by (epoch, seq) than what is there; of several rows
    /// of one object the newest counts.
    ///
    /// @return number of rows written
    public int upsert(Tx tx, List<ObservedRow> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        ColumnArrays<ObservedRow> arrays =
                ColumnArrays.of(Conflation.newest(rows))
                        .text(row -> row.key().planeId())
                        .integer(row -> row.key().kind())
                        .text(row -> row.key().uid())
                        .bigint(row -> row.epoch().value())
                        .bigint(ObservedRow::seq)
                        .text(ObservedRow::deploymentId)
                        .bool(ObservedRow::gone)
                        .bytes(ObservedRow::body)
                        .time(ObservedRow::observedAt)
                        .nullableText(row -> row.age() == null ? null : row.age().state())
                        .nullableTime(row -> row.age() == null ? null : row.age().since());
        return Statements.update(tx, UPSERT, arrays);
    }

    /// Stores ages of objects of which nothing else has changed. The caller owns the plane: older
    /// and newer are not told apart here.
    ///
    /// @return number of rows written
    public int age(Tx tx, SortedMap<ObservedRow.Key, ReplicaAge> ages) {
        if (ages.isEmpty()) {
            return 0;
        }
        ColumnArrays<Map.Entry<ObservedRow.Key, ReplicaAge>> arrays =
                ColumnArrays.of(ages.entrySet())
                        .text(entry -> entry.getKey().planeId())
                        .integer(entry -> entry.getKey().kind())
                        .text(entry -> entry.getKey().uid())
                        .text(entry -> entry.getValue().state())
                        .time(entry -> entry.getValue().since());
        return Statements.update(tx, AGE, arrays);
    }

    /// Marks as gone what a snapshot did not list: objects of the kind whose last record is older
    /// than the snapshot's begin. The rows get the position of the begin.
    ///
    /// @return what is gone, in order of uid
    public List<Swept> sweep(Tx tx, OpenSnapshotRow snapshot, Instant now) {
        long epoch = snapshot.epoch().value();
        List<Swept> swept =
                Statements.query(
                        tx,
                        SWEEP,
                        row -> new Swept(row.getString("uid"), row.getString("deployment_id")),
                        epoch,
                        snapshot.beginSeq(),
                        Micros.parameter(now),
                        snapshot.planeId().value(),
                        snapshot.kind(),
                        epoch,
                        snapshot.beginSeq());
        return swept.stream().sorted(Comparator.comparing(Swept::uid)).toList();
    }

    /// What is on the plane, without what is gone.
    public List<ObservedRow> onPlane(Tx tx, PlaneId plane) {
        return rows(tx).objectsOnPlane(plane.value()).stream()
                .map(ObservedRowEntity::toRow)
                .toList();
    }

    /// What belongs to the deployment on any plane, without what is gone.
    public List<ObservedRow> ofDeployment(Tx tx, DeploymentId deployment) {
        return rows(tx).objectsOf(deployment.value()).stream()
                .map(ObservedRowEntity::toRow)
                .toList();
    }

    /// The highest epoch of the plane's rows.
    public Epoch newestEpoch(Tx tx, PlaneId plane) {
        String sql =
                "SELECT coalesce(max(epoch), 0) AS epoch FROM observed_objects WHERE plane_id = ?";
        return Statements.query(tx, sql, row -> new Epoch(row.getLong("epoch")), plane.value())
                .getFirst();
    }

    /// Forgets objects that were gone before a moment.
    ///
    /// @return number of rows removed
    public int purgeGone(Tx tx, Instant before) {
        return Statements.update(
                tx,
                "DELETE FROM observed_objects WHERE gone AND observed_at < ?",
                Micros.parameter(before));
    }

    /// Forgets a plane.
    ///
    /// @return number of rows removed
    public int deletePlane(Tx tx, PlaneId plane) {
        return Statements.update(
                tx, "DELETE FROM observed_objects WHERE plane_id = ?", plane.value());
    }

    private static ObservedRepository rows(Tx tx) {
        return new ObservedRepository_(tx.session());
    }
}
