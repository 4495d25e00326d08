package dev.mcm.gns.adapter.postgres;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.Timestamps;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// All rows of tables as READ events, table after table, through a cursor.
final class SnapshotRows implements Iterator<ChangeEvent> {
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;
    private final Iterator<SnapshotTable> tables;
    private final ChangeEvent common;
    private @Nullable OpenTable open;
    private @Nullable ChangeEvent next;
    private int index;

    SnapshotRows(
            Connection connection, List<SnapshotTable> tables, Epoch epoch, Lsn consistentPoint)
            throws SQLException {
        this.connection = connection;
        this.tables = tables.iterator();
        Instant now =
                Sql.first(connection, "SELECT now()", row -> row.getTimestamp(1).toInstant())
                        .orElseThrow();
        this.common =
                ChangeEvent.newBuilder()
                        .setEpoch(epoch.value())
                        .setEndLsn(consistentPoint.value())
                        .setOp(Op.OP_READ)
                        .setCommitTime(Timestamps.of(now))
                        .build();
        this.next = read();
    }

    private record OpenTable(SnapshotTable table, Statement statement, ResultSet rows) {}

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ChangeEvent next() {
        ChangeEvent event = next;
        if (event == null) {
            throw new NoSuchElementException("all rows have been read");
        }
        try {
            next = read();
        } catch (SQLException e) {
            throw Sql.failed("read the snapshot", e);
        }
        return event;
    }

    private @Nullable ChangeEvent read() throws SQLException {
        while (true) {
            if (open != null) {
                if (open.rows().next()) {
                    return event(open);
                }
                open.statement().close();
                open = null;
            }
            if (!tables.hasNext()) {
                return null;
            }
            open = open(tables.next());
        }
    }

    private OpenTable open(SnapshotTable table) throws SQLException {
        Statement statement = connection.createStatement();
        statement.setFetchSize(FETCH_SIZE);
        return new OpenTable(table, statement, statement.executeQuery(table.select()));
    }

    private ChangeEvent event(OpenTable from) throws SQLException {
        ChangeEvent.Builder event =
                common.toBuilder().setTable(from.table().name()).setIndex(index++);
        List<String> names = from.table().columns();
        for (int i = 0; i < names.size(); i++) {
            event.addAfter(JdbcColumns.read(from.rows(), i + 1, names.get(i)));
        }
        for (String key : from.table().key()) {
            event.addKey(column(event, key));
        }
        return event.build();
    }

    private static Column column(ChangeEvent.Builder event, String name) {
        return event.getAfterList().stream()
                .filter(column -> column.getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "table "
                                        + event.getTable()
                                        + ": key column "
                                        + name
                                        + " is not published"));
    }
}
