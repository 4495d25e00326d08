package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The identity columns of table `planes`. Writing them leaves a plane's revision alone.
public final class PlaneIdentityStore {
    private static final String READ =
            "SELECT id, identity, coalesce(cluster_id, '') AS cluster_id, identity_message,"
                    + " identity_since FROM planes";
    private static final String WRITE =
            """
            UPDATE planes SET identity = ?, cluster_id = nullif(?, ''), identity_message = ?, identity_since = ?::timestamptz
            WHERE id = ?
            """;

    /// Of all planes, in order of plane.
    public List<PlaneIdentity> all(Tx tx) {
        return Statements.query(tx, READ + " ORDER BY id", PlaneIdentityStore::row);
    }

    /// Empty when there is no such plane.
    public Optional<PlaneIdentity> find(Tx tx, PlaneId plane) {
        return Statements.query(tx, READ + " WHERE id = ?", PlaneIdentityStore::row, plane.value())
                .stream()
                .findFirst();
    }

    /// The plane that a cluster is.
    public Optional<PlaneId> owner(Tx tx, String clusterId) {
        return Statements.query(
                        tx,
                        "SELECT id FROM planes WHERE cluster_id = ?",
                        row -> new PlaneId(row.getString("id")),
                        clusterId)
                .stream()
                .findFirst();
    }

    /// Replaces what is known of a plane that exists.
    ///
    /// @throws dev.mcm.shared.error.McmException ALREADY_EXISTS when the cluster is another plane's
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

    /// Until the end of the transaction nobody else writes to table `planes`.
    public void lockPlanes(Tx tx) {
        Statements.update(tx, "LOCK TABLE planes IN SHARE ROW EXCLUSIVE MODE");
    }

    private static PlaneIdentity row(ResultSet row) throws SQLException {
        return new PlaneIdentity(
                new PlaneId(row.getString("id")),
                IdentityState.valueOf(row.getString("identity")),
                row.getString("cluster_id"),
                row.getString("identity_message"),
                Statements.instant(row, "identity_since"));
    }
}
