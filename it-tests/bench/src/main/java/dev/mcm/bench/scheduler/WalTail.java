package dev.mcm.bench.scheduler;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.postgres.TestDatabases;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/// Reads what commits, through a slot of its own, on a thread of its own. Postgres sends a
/// transaction once it is on disk, so when it is read here it is durable.
final class WalTail implements AutoCloseable {
    private static final String SLOT = "bench_scheduler";
    private static final String PUBLICATION = "mcm_gns";
    private static final int STATUS_SECONDS = 1;

    private final Connection connection;
    private final PGReplicationStream stream;
    private final List<Listener> listeners;
    private final Thread thread = Thread.ofPlatform().name("wal-tail").unstarted(this::run);
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    /// Hears of every transaction, in the tail's thread.
    interface Listener {
        /// @param nanos monotonic clock when it was read
        void committed(WalDecoder.Committed transaction, long nanos);
    }

    WalTail(TestDatabases databases, List<Listener> listeners) throws SQLException {
        this.listeners = listeners;
        try (Connection plain = databases.controlDataSource().getConnection();
                Statement statement = plain.createStatement()) {
            statement.execute(
                    "SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
        }
        Properties properties = new Properties();
        PGProperty.USER.set(properties, databases.server().superuser());
        PGProperty.PASSWORD.set(properties, databases.server().password());
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        this.connection = DriverManager.getConnection(databases.controlUrl(), properties);
        this.stream =
                connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(SLOT)
                        .withSlotOption("proto_version", 1)
                        .withSlotOption("publication_names", PUBLICATION)
                        .withStatusInterval(STATUS_SECONDS, TimeUnit.SECONDS)
                        .start();
        thread.start();
    }

    /// Why it no longer reads; empty while it does.
    Optional<String> failure() {
        return Optional.ofNullable(failure).map(e -> "the reader of the WAL has failed: " + e);
    }

    private void run() {
        WalDecoder decoder = new WalDecoder();
        try {
            while (!closed) {
                ByteBuffer message = stream.read();
                if (message == null) {
                    return;
                }
                var committed = decoder.accept(message);
                if (committed.isPresent()) {
                    long now = SystemTime.SYSTEM.nanoTime();
                    listeners.forEach(listener -> listener.committed(committed.get(), now));
                    stream.setFlushedLSN(stream.getLastReceiveLSN());
                    stream.setAppliedLSN(stream.getLastReceiveLSN());
                }
            }
        } catch (SQLException | RuntimeException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        connection.close();
    }
}
