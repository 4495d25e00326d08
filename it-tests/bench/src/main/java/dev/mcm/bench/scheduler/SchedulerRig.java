package dev.mcm.bench.scheduler;

import dev.mcm.bench.Settings;
import dev.mcm.local.trace.TraceFolder;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
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
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Postgres, a broker, a fleet in rows, and a Scheduler that can be stopped and started.
final class SchedulerRig implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(2_500);
    private static final Duration REST = Duration.ofMinutes(5);

    private final OpenParts open = new OpenParts("the benchmark");
    private final MigratedDatabases databases;
    private final EmbeddedKafkaBroker kafka;
    private final AnswerLedger ledger = new AnswerLedger();
    private final BenchFleet fleet;
    private final RigHealth health = new RigHealth();
    private final Settings settings;
    private final PlaneReports reports;
    private volatile @Nullable SchedulerProcess scheduler;

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
        Database gsm =
                open.add(
                        Database.open(
                                databases.control("mcm_gsm"),
                                DatabaseName.CONTROL,
                                "bench-planes"));
        this.fleet =
                new BenchFleet(
                        new FleetRows(database()),
                        new ReportRows(gsm),
                        new OpenbShapes(traces),
                        new BenchFleet.Size(settings.count("planes"), settings.count("replicas")));
        this.reports = open.add(new PlaneReports(fleet));
        health.watch(reports::failure);
        health.watch(() -> Optional.ofNullable(scheduler).flatMap(SchedulerProcess::failure));
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
        return open.add(new OpenLoop(database(), fleet, ledger, health));
    }

    RigHealth health() {
        return health;
    }

    /// What the planes have reported.
    PlaneReports reports() {
        return reports;
    }

    /// Follows what commits from here on, before anything is placed; and planes report.
    void follow() throws Exception {
        WakeUps wakeUps = open.add(new WakeUps(kafka.bootstrap()));
        WalTail tail =
                open.add(new WalTail(databases.databases(), List.of(ledger, wakeUps, reports)));
        health.watch(tail::failure);
        reports.start();
    }

    /// Starts a Scheduler and returns when it has answered a change and come to rest.
    SchedulerProcess start(OpenLoop changes) throws Exception {
        rest();
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
        SchedulerProcess started = scheduler;
        scheduler = null;
        if (started != null) {
            started.close();
        }
    }

    /// Returns when no count has changed for longer than planes take to report.
    void rest() throws InterruptedException {
        long start = SystemTime.SYSTEM.nanoTime();
        long last = ledger.changedRows();
        long before;
        do {
            if (SystemTime.SYSTEM.since(start).compareTo(REST) > 0) {
                throw new IllegalStateException(
                        "waited %s for counts to rest, in vain: %d have changed in the last %s"
                                .formatted(REST, ledger.changedRows() - last, QUIET));
            }
            Waiting.pause(QUIET);
            health.requireAll();
            before = last;
            last = ledger.changedRows();
        } while (last != before);
    }

    @Override
    public void close() {
        open.close();
    }
}
