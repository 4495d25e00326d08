package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `plane_orders`. An order ends by Postgres' clock, but for a drain, which ends only when it
/// is taken back: what has ended is not read, nor is a kind that only a later version of MCM knows.
public final class PlaneOrderStore {
    private static final String READ =
            """
            SELECT plane_id, kind, reason, declared_by, until, created_at FROM plane_orders
            WHERE (until IS NULL OR until > now() OR kind = 'DRAIN') AND kind IN ('LOST', 'ALIVE', 'BRAKE_OVERRIDE', 'DRAIN')
            """;
    private static final long UNTIL_TAKEN_BACK = -1;
    private static final String WRITE =
            """
            INSERT INTO plane_orders AS t (plane_id, kind, reason, declared_by, until, created_at)
            VALUES (?, ?, ?, ?, now() + nullif(?::bigint, -1) * interval '1 millisecond', now())
            ON CONFLICT (plane_id) DO UPDATE SET kind = excluded.kind, reason = excluded.reason,
                declared_by = excluded.declared_by, until = excluded.until, created_at = excluded.created_at
            WHERE excluded.kind <> 'DRAIN' OR t.kind = 'DRAIN' OR t.until <= now()
            """;

    /// Those in force, in order of plane.
    public List<PlaneOrder> inForce(Tx tx) {
        return Statements.query(tx, READ + "ORDER BY plane_id", PlaneOrderStore::row);
    }

    /// The one in force.
    public Optional<PlaneOrder> find(Tx tx, PlaneId plane) {
        return Statements.query(tx, READ + "AND plane_id = ?", PlaneOrderStore::row, plane.value())
                .stream()
                .findFirst();
    }

    /// Declares, in place of what was declared before; but a drain only in place of a drain, since
    /// it must not take back a word on whether the plane is there.
    ///
    /// @param length null = until it is taken back
    /// @return the row; empty = a drain, while another word is in force
    public Optional<PlaneOrder> declare(
            Tx tx,
            PlaneId plane,
            PlaneOrderKind kind,
            String reason,
            String by,
            @Nullable Duration length) {
        int written =
                Statements.update(
                        tx,
                        WRITE,
                        plane.value(),
                        kind.name(),
                        reason,
                        by,
                        length == null ? UNTIL_TAKEN_BACK : length.toMillis());
        return written == 0 ? Optional.empty() : find(tx, plane);
    }

    /// Takes back what was declared, but for a drain.
    ///
    /// @return whether there was anything, in force or not
    public boolean delete(Tx tx, PlaneId plane) {
        return Statements.update(
                        tx,
                        "DELETE FROM plane_orders WHERE plane_id = ? AND kind <> 'DRAIN'",
                        plane.value())
                == 1;
    }

    /// Takes back a drain and nothing else.
    ///
    /// @return whether there was one
    public boolean deleteDrain(Tx tx, PlaneId plane) {
        return Statements.update(
                        tx,
                        "DELETE FROM plane_orders WHERE plane_id = ? AND kind = 'DRAIN'",
                        plane.value())
                == 1;
    }

    private static PlaneOrder row(ResultSet row) throws SQLException {
        return new PlaneOrder(
                new PlaneId(row.getString("plane_id")),
                PlaneOrderKind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getString("declared_by"),
                Statements.nullableInstant(row, "until"),
                Statements.instant(row, "created_at"));
    }
}
