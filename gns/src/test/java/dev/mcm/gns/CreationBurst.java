package dev.mcm.gns;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// Writes what many creations at once make the services write, from as many connections: for each a
/// transaction over three tables and three small ones behind it.
final class CreationBurst {
    static final int WRITERS = 4;
    static final List<String> TABLES =
            List.of("organizations", "plane_liveness", "plane_capacity", "deployment_observed");

    /// Events of one creation.
    static final int EVENTS = 6;

    private final DataSource postgres;

    CreationBurst(DataSource postgres) {
        this.postgres = postgres;
    }

    /// Returns when all are committed.
    void write(int creations) throws InterruptedException, ExecutionException {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Void>> parts =
                    IntStream.range(0, WRITERS)
                            .<Callable<Void>>mapToObj(writer -> () -> part(writer, creations))
                            .toList();
            for (Future<Void> part : writers.invokeAll(parts)) {
                part.get();
            }
        }
    }

    private Void part(int writer, int creations) throws SQLException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = writer; i < creations; i += WRITERS) {
                create(statement, i);
            }
        }
        return null;
    }

    private static void create(Statement statement, int i) throws SQLException {
        statement.execute(
                "BEGIN; INSERT INTO organizations VALUES ('o%1$d', 'Name', '{}', true, false, 1, now()); INSERT INTO plane_liveness VALUES ('p%1$d', 'LIVE', 1, now()); INSERT INTO plane_capacity VALUES ('p%1$d', 'H100', 0, '', 1, 1, 1, 1, 1, 1, now()); COMMIT"
                        .formatted(i));
        statement.execute(
                "INSERT INTO deployment_observed VALUES ('d%d', 'p', 't', 1, 0, 0, 0, 0, 0, '', '', 1, 1, now())"
                        .formatted(i));
        statement.execute(
                "UPDATE plane_liveness SET epoch = 2 WHERE plane_id = 'p%d'".formatted(i));
        statement.execute("UPDATE organizations SET revision = 2 WHERE id = 'o%d'".formatted(i));
    }
}
