package dev.mcm.gns;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Writes transactions of all shapes some 40 a second and a limited number, through outages. Every
/// change of a row of `plane_liveness` adds 1 to its epoch, so what arrives must be 1, 2, 3 and so
/// on up to what the table says; rows of `plane_capacity` are written once, by COPY.
final class LoadWriter implements AutoCloseable {
    private static final int KEYS = 2_000;
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final DataSource postgres;
    private final RandomGenerator random;
    private final Thread thread;
    private volatile boolean stopping;
    private int copied;
    private int budget = 2_000;

    LoadWriter(DataSource postgres, RandomGenerator random) {
        this.postgres = postgres;
        this.random = random;
        this.thread = Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    private void run() {
        try {
            while (!stopping && budget > 0) {
                writeUntilItBreaks();
                Waiting.pause(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilItBreaks() throws InterruptedException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stopping && budget-- > 0) {
                write(connection, statement);
                connection.commit();
                Waiting.pause(PAUSE);
            }
        } catch (SQLException | IOException e) {
            // An outage that the test made: whether the last transaction was committed is for the
            // table to say.
        }
    }

    private void write(Connection connection, Statement statement)
            throws SQLException, IOException {
        int shape = random.nextInt(1_000);
        if (shape < 600) {
            touch(statement, 1);
        } else if (shape < 850) {
            touch(statement, 2 + random.nextInt(6));
        } else if (shape < 880) {
            touch(statement, 150);
            touch(statement, 150);
        } else if (shape < 995) {
            copy(connection, 40);
        } else {
            copy(connection, 3_000);
            touch(statement, 1);
        }
    }

    private void touch(Statement statement, int rows) throws SQLException {
        int first = random.nextInt(KEYS);
        statement.execute(
                "INSERT INTO plane_liveness SELECT 'k' || i, 'LIVE', 1, now() FROM generate_series(%d, %d) i"
                                .formatted(first, first + rows - 1)
                        + " ON CONFLICT (plane_id) DO UPDATE SET epoch = plane_liveness.epoch + 1");
    }

    private void copy(Connection connection, int rows) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            text.append('c')
                    .append(copied++)
                    .append("\tH100\t0\t\\\\x00\t1\t1\t1\t1\t1\t1\t2026-01-01T00:00:00Z\n");
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY plane_capacity FROM STDIN", new StringReader(text.toString()));
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
