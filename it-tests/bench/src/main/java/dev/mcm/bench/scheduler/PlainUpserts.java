package dev.mcm.bench.scheduler;

import dev.mcm.shared.time.SystemTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// The reference: the rows of decisions written by bare JDBC, one connection, statements prepared
/// once, arrays for a batch, one transaction each. A decision is a row of `placements` and one of
/// `placement_summaries`; they go to copies of the tables with the same columns and indexes, so
/// that the measured ones stay the Scheduler's.
final class PlainUpserts implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final String COPIES =
            """
            CREATE SCHEMA bench;
            CREATE TABLE bench.placements (LIKE public.placements INCLUDING ALL) WITH (fillfactor = 80);
            CREATE TABLE bench.summaries (LIKE public.placement_summaries INCLUDING ALL) WITH (fillfactor = 80);
            CREATE SEQUENCE bench.versions;
            INSERT INTO bench.placements SELECT * FROM public.placements;
            INSERT INTO bench.summaries SELECT * FROM public.placement_summaries
            """;
    private static final String PLACEMENTS =
            """
            UPDATE bench.placements p SET replicas = p.replicas % 2 + 1, version = nextval('bench.versions'), reason = 'PLACED',
                decided_at = now(), grown_at = now()
            FROM unnest(?, ?, ?) AS n (deployment_id, plane_id, instance_type)
            WHERE p.deployment_id = n.deployment_id AND p.plane_id = n.plane_id AND p.instance_type = n.instance_type
            """;
    private static final String SUMMARIES =
            """
            UPDATE bench.summaries s SET desired = s.desired % 2 + 1, placed = s.placed % 2 + 1, decided_at = now()
            FROM unnest(?) AS n (deployment_id) WHERE s.deployment_id = n.deployment_id
            """;

    private final Connection connection;
    private final PreparedStatement placements;
    private final PreparedStatement summaries;
    private final List<FleetRows.Cell> cells;
    private int next;

    /// @param cells one of each deployment
    PlainUpserts(DataSource database, List<FleetRows.Cell> cells) throws SQLException {
        this.connection = database.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(COPIES);
        }
        connection.commit();
        this.placements = connection.prepareStatement(PLACEMENTS);
        this.summaries = connection.prepareStatement(SUMMARIES);
        this.cells = List.copyOf(cells);
    }

    /// Writes as fast as it can.
    ///
    /// @return decisions in 1/s
    double perSecond(int batch, Duration length) throws SQLException {
        int size = Math.min(batch, cells.size());
        long start = SystemTime.SYSTEM.nanoTime();
        long written = 0;
        while (SystemTime.SYSTEM.since(start).compareTo(length) < 0) {
            write(size);
            written += size;
        }
        return written * NANOS / (SystemTime.SYSTEM.nanoTime() - start);
    }

    private void write(int size) throws SQLException {
        List<FleetRows.Cell> some =
                IntStream.range(0, size).mapToObj(_ -> cells.get(next++ % cells.size())).toList();
        Object[] ids = some.stream().map(FleetRows.Cell::deployment).toArray();
        placements.setArray(1, connection.createArrayOf("text", ids));
        placements.setArray(
                2,
                connection.createArrayOf(
                        "text", some.stream().map(FleetRows.Cell::plane).toArray()));
        placements.setArray(
                3,
                connection.createArrayOf(
                        "text", some.stream().map(FleetRows.Cell::instanceType).toArray()));
        summaries.setArray(1, connection.createArrayOf("text", ids));
        int rows = placements.executeUpdate() + summaries.executeUpdate();
        if (rows != 2 * size) {
            throw new IllegalStateException(
                    "rows written: " + rows + " (expected: " + 2 * size + ")");
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
