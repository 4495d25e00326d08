package dev.mcm.state.push;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.PushState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Table `push_states`.
public final class PushStateStore {
    private static final String READ =
            """
            SELECT plane_id, state, seen_at, (extract(epoch FROM clock_timestamp() - seen_at) * 1000)::bigint AS age_millis
            FROM push_states WHERE plane_id = ?
            """;
    private static final String WRITE =
            """
            INSERT INTO push_states (plane_id, state, seen_at)
            SELECT n.plane_id, n.state, now() FROM unnest(?, ?) AS n (plane_id, state)
            JOIN planes p ON p.id = n.plane_id ORDER BY n.plane_id
            ON CONFLICT (plane_id) DO UPDATE SET state = excluded.state, seen_at = excluded.seen_at
            """;

    /// Empty when no pusher has written anything of the plane.
    public Optional<PushStateRow> find(Tx tx, PlaneId plane) {
        return Statements.query(tx, READ, PushStateStore::row, plane.value()).stream().findFirst();
    }

    /// Inserts or replaces; planes that do not exist are left out.
    public void write(Tx tx, Map<PlaneId, PushState> states) {
        if (!states.isEmpty()) {
            ColumnArrays<Map.Entry<PlaneId, PushState>> arrays =
                    ColumnArrays.of(states.entrySet())
                            .text(Map.Entry::getKey)
                            .bytes(state -> state.getValue().toByteString());
            Statements.update(tx, WRITE, arrays);
        }
    }

    private static PushStateRow row(ResultSet row) throws SQLException {
        PlaneId plane = new PlaneId(row.getString("plane_id"));
        try {
            return new PushStateRow(
                    plane,
                    PushState.parseFrom(row.getBytes("state")),
                    Statements.instant(row, "seen_at"),
                    Duration.ofMillis(row.getLong("age_millis")));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("state of plane " + plane + ": no PushState", e);
        }
    }
}
