package dev.mcm.state.lease;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Table `leases`. Time is the database's, so that the clocks of the holders do not matter.
///
/// A writer that has verified its lease holds FOR KEY SHARE on the row until it commits. Renewing
/// does not conflict with that, taking over does (FOR UPDATE): so a successor begins after the last
/// commit of its predecessor, and writers that follow each other closely cannot starve the renewal.
///
/// Acquiring, renewing and giving back are for
/// [single][dev.mcm.state.Transactions#single(java.util.function.Function)]: each statement is
/// whole in itself, so that a holder frozen at any moment of it does not keep the row from a
/// successor.
public final class LeaseStore {
    private static final String SEEN =
            "SELECT owner, owner = current_user AS mine, expires_at <= clock_timestamp() AS expired"
                    + " FROM leases WHERE role = ?";
    private static final String INSERT =
            """
            INSERT INTO leases (role, holder, epoch, expires_at) VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (role) DO NOTHING RETURNING epoch
            """;
    private static final String TAKE =
            """
            WITH free AS (SELECT role FROM leases WHERE role = ? AND expires_at <= clock_timestamp() FOR UPDATE)
            UPDATE leases SET holder = ?, epoch = epoch + 1, expires_at = clock_timestamp() + ? * interval '1 millisecond'
            FROM free WHERE leases.role = free.role RETURNING epoch
            """;
    private static final String RENEW =
            """
            UPDATE leases SET expires_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE role = ? AND holder = ? AND epoch = ?
            """;
    private static final String RELEASE =
            "UPDATE leases SET expires_at = clock_timestamp() WHERE role = ? AND holder = ? AND"
                    + " epoch = ?";
    private static final String VERIFY =
            """
            SELECT 1 FROM (SELECT expires_at FROM leases WHERE role = ? AND holder = ? AND epoch = ? FOR KEY SHARE) AS held
            WHERE held.expires_at > clock_timestamp()
            """;
    private static final String ALL =
            "SELECT role, holder, epoch, expires_at, expires_at > clock_timestamp() AS live FROM"
                    + " leases ORDER BY role";

    private record Seen(String owner, boolean mine, boolean expired) {}

    /// Takes the lease when nobody has it, after waiting for the transactions that its last holder
    /// has under way.
    ///
    /// @return empty while another holds it
    Optional<Lease> acquire(Tx tx, LeaseSettings settings) {
        String role = settings.role();
        Optional<Seen> seen =
                Statements.query(tx, SEEN, LeaseStore::seen, role).stream().findFirst();
        if (seen.isEmpty()) {
            return lease(
                    settings,
                    Statements.query(
                            tx,
                            INSERT,
                            LeaseStore::epoch,
                            role,
                            settings.holder(),
                            settings.ttl().toMillis()));
        }
        if (!seen.get().mine()) {
            throw McmException.permissionDenied(
                    "lease '"
                            + role
                            + "' belongs to database role '"
                            + seen.get().owner()
                            + "' (expected: the role that this service logs in as)");
        }
        return seen.get().expired() ? takeOver(tx, settings) : Optional.empty();
    }

    private static Optional<Lease> takeOver(Tx tx, LeaseSettings settings) {
        return lease(
                settings,
                Statements.query(
                        tx,
                        TAKE,
                        LeaseStore::epoch,
                        settings.role(),
                        settings.holder(),
                        settings.ttl().toMillis()));
    }

    /// Keeps the lease for `ttl` from now on.
    ///
    /// @return whether it is still held; expired is held as long as nobody else has taken it
    boolean renew(Tx tx, Lease lease, Duration ttl) {
        return Statements.update(
                        tx,
                        RENEW,
                        ttl.toMillis(),
                        lease.role(),
                        lease.holder(),
                        lease.epoch().value())
                == 1;
    }

    /// Gives the lease back: another can take it at once. Does nothing when it is not held.
    void release(Tx tx, Lease lease) {
        Statements.update(tx, RELEASE, lease.role(), lease.holder(), lease.epoch().value());
    }

    /// See [Lease#verify(Tx)].
    static void verify(Tx tx, Lease lease) {
        if (Statements.query(
                        tx,
                        VERIFY,
                        row -> row.getInt(1),
                        lease.role(),
                        lease.holder(),
                        lease.epoch().value())
                .isEmpty()) {
            throw McmException.notLeader("role '" + lease.role() + "'");
        }
    }

    /// All, in order of role.
    public List<LeaseRow> all(Tx tx) {
        return Statements.query(tx, ALL, LeaseStore::row);
    }

    private static Optional<Lease> lease(LeaseSettings settings, List<Epoch> epoch) {
        return epoch.stream()
                .findFirst()
                .map(value -> new Lease(settings.role(), settings.holder(), value));
    }

    private static LeaseRow row(ResultSet row) throws SQLException {
        return new LeaseRow(
                row.getString("role"),
                row.getString("holder"),
                epoch(row),
                Statements.instant(row, "expires_at"),
                row.getBoolean("live"));
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(row.getString("owner"), row.getBoolean("mine"), row.getBoolean("expired"));
    }

    private static Epoch epoch(ResultSet row) throws SQLException {
        return new Epoch(row.getLong("epoch"));
    }
}
