package dev.mcm.gns.adapter.postgres;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.Leadership;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A new slot and the snapshot of the database at its consistent point, which Postgres keeps while the replication connection stays idle.
final class ExportedSlot implements SlotCatalog.NewSlot {
    private static final int FAILOVER_SINCE = 17;

    private final PostgresSessions sessions;
    private final SlotName name;
    private final Leadership leadership;
    private final Connection replication;
    private final Connection reader;
    private final Lsn consistentPoint;

    private ExportedSlot(PostgresSessions sessions, SlotName name, Leadership leadership, Connection replication, Created created)
            throws SQLException {
        this.sessions = sessions;
        this.name = name;
        this.leadership = leadership;
        this.replication = replication;
        this.consistentPoint = created.consistentPoint();
        this.reader = sessions.open();
        try {
            importSnapshot(reader, created.snapshot());
        } catch (SQLException e) {
            reader.close();
            throw e;
        }
    }

    private record Created(Lsn consistentPoint, String snapshot) {}

    static ExportedSlot create(PostgresSessions sessions, SlotName name, Leadership leadership) throws SQLException {
        Connection replication = sessions.openReplication();
        try {
            return new ExportedSlot(sessions, name, leadership, replication, createSlot(replication, name));
        } catch (SQLException e) {
            replication.close();
            throw e;
        }
    }

    private static Created createSlot(Connection replication, SlotName name) throws SQLException {
        boolean failover = replication.getMetaData().getDatabaseMajorVersion() >= FAILOVER_SINCE;
        String options = failover ? "SNAPSHOT 'export', FAILOVER true" : "SNAPSHOT 'export'";
        try (Statement statement = replication.createStatement();
                var row = statement.executeQuery("CREATE_REPLICATION_SLOT " + name + " LOGICAL pgoutput (" + options + ")")) {
            row.next();
            return new Created(Lsn.parse(row.getString("consistent_point")), row.getString("snapshot_name"));
        }
    }

    private static void importSnapshot(Connection reader, String snapshot) throws SQLException {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot + "'");
        }
    }

    @Override
    public Lsn consistentPoint() {
        return consistentPoint;
    }

    @Override
    public Iterable<ChangeEvent> rows() {
        return () -> {
            try {
                return new SnapshotRows(reader, SnapshotTable.all(reader), name.epoch(), consistentPoint);
            } catch (SQLException e) {
                throw Sql.failed("read the published tables", e);
            }
        };
    }

    @Override
    public void register() {
        Epoch token = leadership.token().orElseThrow(() -> McmException.notLeader("role gns"));
        try (Connection connection = sessions.open()) {
            connection.setAutoCommit(false);
            fence(connection, token);
            Sql.execute(connection, "DELETE FROM gns_slots WHERE name LIKE ?", "mcm\\_gns\\_" + name.environment().replace("_", "\\_") + "\\_g%");
            Sql.execute(
                    connection,
                    "INSERT INTO gns_slots (name, epoch, system_identifier, consistent_point, created_at)"
                            + " SELECT ?, ?, system_identifier::text, ?, now() FROM pg_control_system()",
                    name.toString(),
                    name.epoch().value(),
                    consistentPoint.toString());
            connection.commit();
        } catch (SQLException e) {
            throw Sql.failed("register slot " + name, e);
        }
    }

    /// Keeps the lease from changing hands until this transaction ends.
    private static void fence(Connection connection, Epoch token) throws SQLException {
        List<Integer> held =
                Sql.query(connection, "SELECT 1 FROM leases WHERE role = 'gns' AND epoch = ? FOR SHARE", row -> row.getInt(1), token.value());
        if (held.isEmpty()) {
            throw McmException.notLeader("role gns");
        }
    }

    @Override
    public void close() {
        try (replication;
                reader) {
            reader.rollback();
        } catch (SQLException e) {
            throw Sql.failed("close the snapshot of " + name, e);
        }
    }
}
