package dev.mcm.state.lease;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// [LeaseStore] on Postgres.
///
/// A writer that has verified its lease holds FOR KEY SHARE on the row until it commits. Renewing
/// does not conflict with that, taking over does (FOR UPDATE): so a successor begins after the last
/// commit of its predecessor, and writers that follow each other closely cannot starve the renewal.
public final class PostgresLeaseStore implements LeaseStore {
    private static final String SEEN =
            "SELECT owner, owner = current_user AS mine, expires_at <= clock_timestamp() AS expired"
                    + " FROM leases WHERE role = ?";
    private static final String INSERT =
            """
            INSERT INTO leases (role, holder, epoch, expires_at) VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 millisecond')
            ON CONFLICT (role) DO NOTHING RETURNING epoch
            """;
    private static final String LOCK_EXPIRED =
            "SELECT epoch FROM leases WHERE role = ? AND expires_at <= clock_timestamp() FOR"
                    + " UPDATE";
    private static final String TAKE =
            """
            UPDATE leases SET holder = ?, epoch = epoch + 1, expires_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE role = ? RETURNING epoch
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
            "SELECT role, holder, epoch, expires_at, expires_at > clock_timestamp() FROM leases"
                    + " ORDER BY role";

    private record Seen(String owner, boolean mine, boolean expired) {}

    @Override
    public Optional<Lease> acquire(Tx tx, String role, String holder, Duration ttl) {
        Optional<Seen> seen =
                Statements.query(tx, SEEN, PostgresLeaseStore::seen, role).stream().findFirst();
        if (seen.isEmpty()) {
            return lease(
                    role,
                    holder,
                    Statements.query(
                            tx, INSERT, PostgresLeaseStore::epoch, role, holder, ttl.toMillis()));
        }
        if (!seen.get().mine()) {
            throw McmException.permissionDenied(
                    "lease '"
                            + role
                            + "' belongs to database role '"
                            + seen.get().owner()
                            + "' (expected: the role that this service logs in as)");
        }
        return seen.get().expired() ? takeOver(tx, role, holder, ttl) : Optional.empty();
    }

    private Optional<Lease> takeOver(Tx tx, String role, String holder, Duration ttl) {
        Statements.query(
                tx,
                "SELECT set_config('lock_timeout', ?, true)",
                row -> row.getString(1),
                ttl.toMillis() + "ms");
        if (Statements.query(tx, LOCK_EXPIRED, PostgresLeaseStore::epoch, role).isEmpty()) {
            return Optional.empty();
        }
        return lease(
                role,
                holder,
                Statements.query(
                        tx, TAKE, PostgresLeaseStore::epoch, holder, ttl.toMillis(), role));
    }

    @Override
    public boolean renew(Tx tx, Lease lease, Duration ttl) {
        return Statements.update(
                        tx,
                        RENEW,
                        ttl.toMillis(),
                        lease.role(),
                        lease.holder(),
                        lease.epoch().value())
                == 1;
    }

    @Override
    public void release(Tx tx, Lease lease) {
        Statements.update(tx, RELEASE, lease.role(), lease.holder(), lease.epoch().value());
    }

    @Override
    public void verify(Tx tx, Lease lease) {
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

    @Override
    public List<LeaseRow> all(Tx tx) {
        return Statements.query(
                tx,
                ALL,
                row ->
                        new LeaseRow(
                                row.getString(1),
                                row.getString(2),
                                new Epoch(row.getLong(3)),
                                row.getObject(4, OffsetDateTime.class).toInstant(),
                                row.getBoolean(5)));
    }

    private Optional<Lease> lease(String role, String holder, List<Epoch> epoch) {
        return epoch.stream().findFirst().map(value -> new Lease(this, role, holder, value));
    }

    private static Seen seen(ResultSet row) throws SQLException {
        return new Seen(row.getString("owner"), row.getBoolean("mine"), row.getBoolean("expired"));
    }

    private static Epoch epoch(ResultSet row) throws SQLException {
        return new Epoch(row.getLong("epoch"));
    }
}
