package dev.mcm.bench.scheduler;

import dev.mcm.bench.Settings;
import dev.mcm.local.trace.TraceFolder;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresOptions;
import dev.mcm.testkit.process.OpenParts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Postgres, a broker, a fleet in rows, and a Scheduler that can be stopped and started.
final class SchedulerRig implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration REST = Duration.ofMinutes(5);

    private final OpenParts open = new OpenParts("the benchmark");
    private final MigratedDatabases databases;
    private final EmbeddedKafkaBroker kafka;
    private final AnswerLedger ledger = new AnswerLedger();
    private final BenchFleet fleet;
    private final Settings settings;
    private @Nullable WalTail tail;
    private @Nullable SchedulerProcess scheduler;

    SchedulerRig(Path work, Settings settings, TraceFolder traces) throws Exception {
        EmbeddedPostgresServer postgres =
                open.add(
                        EmbeddedPostgresServer.start(PostgresOptions.keptIn(work.resolve("data"))));
        this.databases = open.add(MigratedDatabases.on(postgres));
        this.kafka =
                open.add(
                        EmbeddedKafkaBroker.start(
                                KafkaOptions.keptIn(work.resolve("kafka")).inOwnProcess()));
        requireFsync(database());
        this.settings = settings;
        this.fleet =
                new BenchFleet(
                        new FleetRows(database()),
                        new OpenbShapes(traces),
                        settings.count("planes"),
                        settings.count("replicas"));
    }

    private static void requireFsync(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException("fsync is off (expected: on)");
            }
        }
    }

    DataSource database() {
        return databases.databases().controlDataSource();
    }

    BenchFleet fleet() {
        return fleet;
    }

    AnswerLedger ledger() {
        return ledger;
    }

    OpenLoop changes() throws SQLException {
        return open.add(new OpenLoop(database(), fleet, ledger));
    }

    /// Follows what commits from here on: before anything is placed.
    void follow() throws Exception {
        WakeUps wakeUps = open.add(new WakeUps(kafka.bootstrap()));
        tail = open.add(new WalTail(databases.databases(), List.of(ledger, wakeUps)));
    }

    /// Starts a Scheduler and returns when it has answered a change and come to rest.
    SchedulerProcess start(OpenLoop changes) throws Exception {
        SchedulerProcess started = startNow();
        started.awaitReady();
        changes.one();
        rest();
        return started;
    }

    SchedulerProcess startNow() {
        SchedulerProcess started =
                open.add(new SchedulerProcess(databases, kafka.bootstrap(), settings));
        scheduler = started;
        return started;
    }

    void stop() {
        if (scheduler != null) {
            scheduler.close();
            scheduler = null;
        }
    }

    /// Returns when no count has changed for a while.
    void rest() {
        requireTail().requireAlive();
        long[] last = {ledger.changedRows()};
        Waiting.until(
                "the Scheduler to rest",
                REST,
                () -> {
                    Waiting.pause(QUIET);
                    long before = last[0];
                    last[0] = ledger.changedRows();
                    return before == last[0];
                });
    }

    WalTail requireTail() {
        if (tail == null) {
            throw new IllegalStateException("nothing follows the WAL (expected: after follow())");
        }
        return tail;
    }

    @Override
    public void close() {
        open.close();
    }
}
