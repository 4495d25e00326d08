package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// [PlaneIdentityStore] on Postgres.
public final class PostgresPlaneIdentityStore implements PlaneIdentityStore {
    private static final String READ =
            "SELECT id, identity, coalesce(cluster_id, ''), identity_message, identity_since FROM"
                    + " planes";
    private static final String WRITE =
            """
            UPDATE planes SET identity = ?, cluster_id = nullif(?, ''), identity_message = ?, identity_since = ?::timestamptz
            WHERE id = ?
            """;

    @Override
    public List<PlaneIdentity> all(Tx tx) {
        return Statements.query(tx, READ + " ORDER BY id", PostgresPlaneIdentityStore::row);
    }

    @Override
    public Optional<PlaneIdentity> find(Tx tx, PlaneId plane) {
        return Statements.query(
                        tx, READ + " WHERE id = ?", PostgresPlaneIdentityStore::row, plane.value())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<PlaneId> owner(Tx tx, String clusterId) {
        return Statements.query(
                        tx,
                        "SELECT id FROM planes WHERE cluster_id = ?",
                        row -> new PlaneId(row.getString(1)),
                        clusterId)
                .stream()
                .findFirst();
    }

    @Override
    public void write(Tx tx, PlaneIdentity identity) {
        Statements.update(
                tx,
                WRITE,
                identity.state().name(),
                identity.clusterId(),
                identity.message(),
                identity.since().toString(),
                identity.planeId().value());
    }

    @Override
    public void lockPlanes(Tx tx) {
        Statements.update(tx, "LOCK TABLE planes IN SHARE ROW EXCLUSIVE MODE");
    }

    private static PlaneIdentity row(ResultSet row) throws SQLException {
        return new PlaneIdentity(
                new PlaneId(row.getString(1)),
                IdentityState.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Statements.instant(row, 5));
    }
}
