package dev.mcm.state.slot;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Reads the server's own view of the replication slots.
public final class SlotLagReader {
    private static final String LAGS =
            """
            SELECT slot_name, active, coalesce(wal_status, 'lost') AS wal_status,
                coalesce(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0), 0)::bigint AS lag,
                coalesce(greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0), 0)::bigint AS retained,
                safe_wal_size
            FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database() ORDER BY slot_name
            """;

    /// All logical slots of this database, in order of name.
    public List<SlotLag> read(Tx tx) {
        return Statements.query(tx, LAGS, SlotLagReader::lag);
    }

    private static SlotLag lag(ResultSet row) throws SQLException {
        return new SlotLag(
                row.getString("slot_name"),
                row.getBoolean("active"),
                row.getString("wal_status"),
                row.getLong("lag"),
                row.getLong("retained"),
                row.getObject("safe_wal_size", Long.class));
    }
}
