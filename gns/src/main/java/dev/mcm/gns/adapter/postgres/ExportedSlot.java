package dev.mcm.gns.adapter.postgres;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.RegisteredSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.gns.port.SlotRegistry;
import dev.mcm.shared.id.Lsn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A new slot and the snapshot of the database at its consistent point, which Postgres keeps while
/// the replication connection stays idle.
final class ExportedSlot implements SlotCatalog.NewSlot {
    private static final int FAILOVER_SINCE = 17;

    private final SlotName name;
    private final SlotRegistry registry;
    private final Connection replication;
    private final Connection reader;
    private final Lsn consistentPoint;

    private ExportedSlot(
            PostgresSessions sessions,
            SlotName name,
            SlotRegistry registry,
            Connection replication,
            Created created)
            throws SQLException {
        this.name = name;
        this.registry = registry;
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

    static ExportedSlot create(PostgresSessions sessions, SlotName name, SlotRegistry registry)
            throws SQLException {
        Connection replication = sessions.openReplication();
        try {
            return new ExportedSlot(
                    sessions, name, registry, replication, createSlot(replication, name));
        } catch (SQLException e) {
            replication.close();
            throw e;
        }
    }

    private static Created createSlot(Connection replication, SlotName name) throws SQLException {
        boolean failover = replication.getMetaData().getDatabaseMajorVersion() >= FAILOVER_SINCE;
        String options = failover ? "SNAPSHOT 'export', FAILOVER true" : "SNAPSHOT 'export'";
        try (Statement statement = replication.createStatement();
                var row =
                        statement.executeQuery(
                                "CREATE_REPLICATION_SLOT "
                                        + name
                                        + " LOGICAL pgoutput ("
                                        + options
                                        + ")")) {
            row.next();
            return new Created(
                    Lsn.parse(row.getString("consistent_point")), row.getString("snapshot_name"));
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
                return new SnapshotRows(
                        reader, SnapshotTable.all(reader), name.epoch(), consistentPoint);
            } catch (SQLException e) {
                throw Sql.failed("read the published tables", e);
            }
        };
    }

    @Override
    public void register() {
        try {
            String system =
                    Sql.first(
                                    reader,
                                    "SELECT system_identifier::text FROM pg_control_system()",
                                    row -> row.getString(1))
                            .orElseThrow();
            registry.register(new RegisteredSlot(name, system, consistentPoint));
        } catch (SQLException e) {
            throw Sql.failed("register slot " + name, e);
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
