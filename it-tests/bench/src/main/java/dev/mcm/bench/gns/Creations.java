package dev.mcm.bench.gns;

import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Writes what a burst of creations makes the services write: for each creation one transaction
/// over three tables, and three small ones behind it, from several connections, evenly over a time.
final class Creations {
    static final List<String> TABLES =
            Stream.of(
                            Table.ORGANIZATIONS,
                            Table.PLANE_LIVENESS,
                            Table.PLANE_CAPACITY,
                            Table.DEPLOYMENT_OBSERVED)
                    .map(Table::text)
                    .toList();

    /// Events that readers get for one creation.
    static final int EVENTS = 6;

    private final DataSource postgres;
    private final String prefix;
    private final int count;
    private final Duration over;
    private final Map<String, Long> committed = new ConcurrentHashMap<>();

    /// @param prefix of all keys, so that bursts do not meet
    Creations(DataSource postgres, String prefix, int count, Duration over) {
        this.postgres = postgres;
        this.prefix = prefix;
        this.count = count;
        this.over = over;
    }

    /// Returns when all are committed.
    ///
    /// @return event ("table key version") to the monotonic clock when its commit was answered
    Map<String, Long> write(int connections) throws Exception {
        long start = SystemTime.SYSTEM.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(connections)) {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                parts.add(() -> part(first, connections, start));
            }
            for (Future<Void> part : writers.invokeAll(parts)) {
                part.get();
            }
        }
        return committed;
    }

    private Void part(int first, int step, long start) throws SQLException, InterruptedException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = first; i < count; i += step) {
                Duration due = over.multipliedBy(i).dividedBy(count);
                Duration early = due.minus(SystemTime.SYSTEM.since(start));
                if (early.isPositive()) {
                    Waiting.pause(early);
                }
                create(statement, prefix + i);
            }
        }
        return null;
    }

    private void create(Statement statement, String key) throws SQLException {
        statement.execute(
                ("BEGIN; INSERT INTO organizations VALUES ('%1$s', 'N', '{}', true, false, 1,"
                     + " now()); INSERT INTO plane_liveness VALUES ('%1$s', 'LIVE', 1, now());"
                     + " INSERT INTO plane_capacity VALUES ('%1$s', 'H100', 0, '', 1, 1, 1, 1, 1,"
                     + " 1, now()); COMMIT")
                        .formatted(key));
        committed(
                "organizations " + key + " 1",
                "plane_liveness " + key + " 1",
                "plane_capacity " + key + "/H100/0 1");
        statement.execute(
                ("INSERT INTO deployment_observed VALUES"
                                + " ('%s', 'p', 't', 1, 0, 0, 0, 0, 0, '', '', 1, 1, now())")
                        .formatted(key));
        committed("deployment_observed " + key + "/p/t 1");
        statement.execute(
                "UPDATE plane_liveness SET epoch = 2 WHERE plane_id = '%s'".formatted(key));
        committed("plane_liveness " + key + " 2");
        statement.execute("UPDATE organizations SET revision = 2 WHERE id = '%s'".formatted(key));
        committed("organizations " + key + " 2");
    }

    private void committed(String... events) {
        long now = SystemTime.SYSTEM.nanoTime();
        for (String event : events) {
            committed.put(event, now);
        }
    }
}
