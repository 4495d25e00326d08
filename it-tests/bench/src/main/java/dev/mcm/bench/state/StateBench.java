package dev.mcm.bench.state;

import dev.mcm.bench.Bench;
import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresOptions;
import dev.mcm.testkit.process.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Whole tables read and single rows written through `state`. Reference, in turns: prepared JDBC
/// that makes the same records of the same rows by the position of their columns, on one connection
/// of its own.
public final class StateBench implements Bench {
    private static final double NANOS_PER_MS = 1_000_000;

    /// One block of work; says what of it counts.
    private interface Block {
        Spent run() throws Exception;
    }

    /// The blocks of both sides, in the order of the rounds.
    private record Turns(List<Spent> state, List<Spent> jdbc) {
        void report(Report report, String name, ToLongFunction<Spent> part) {
            Rounds measured = millis(state, part);
            Rounds reference = millis(jdbc, part);
            report.figure(name + "_ms", measured, reference, "ms");
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < state.size(); i++) {
                ratios.add(measured.values().get(i) / reference.values().get(i));
            }
            report.figure(name + "_ratio", new Rounds(ratios), null, "");
        }

        private static Rounds millis(List<Spent> blocks, ToLongFunction<Spent> part) {
            return new Rounds(
                    blocks.stream().map(block -> part.applyAsLong(block) / NANOS_PER_MS).toList());
        }
    }

    @Override
    public String name() {
        return "state";
    }

    @Override
    public String summary() {
        return "tables read and rows written through state, beside plain JDBC";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("rounds", 7)
                .with("warm-up", 5)
                .with("deployments", 30_000)
                .with("planes", 2)
                .with("writes", 10_000)
                .with("batch", 100);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        Path work = Files.createTempDirectory("mcm-bench-state-");
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(PostgresOptions.keptIn(work.resolve("data")));
                MigratedDatabases databases = MigratedDatabases.on(postgres);
                Database database =
                        Database.open(
                                databases.controlAsOwner(), DatabaseName.CONTROL, "bench-state");
                Connection connection = databases.databases().controlDataSource().getConnection()) {
            connection.setAutoCommit(false);
            Seeding.requireFsync(connection);
            Seeding.fill(database, connection, settings);
            measure(settings, report, new StateSide(database), new JdbcSide(connection));
        } finally {
            DirectoryTree.delete(work);
        }
    }

    private static void measure(Settings settings, Report report, StateSide state, JdbcSide jdbc)
            throws Exception {
        requireSame(state, jdbc);
        figures(
                report,
                "read",
                turns(
                        settings,
                        report,
                        "reads",
                        () -> Spent.on(state::readAll),
                        () -> Spent.on(jdbc::readAll)));
        int writes = settings.count("writes");
        figures(
                report,
                "write",
                turns(
                        settings,
                        report,
                        "writes, each a transaction",
                        () -> state.write(writes, 1),
                        () -> jdbc.write(writes, 1)));
        int batch = settings.count("batch");
        figures(
                report,
                "batched_write",
                turns(
                        settings,
                        report,
                        "writes, " + batch + " in a transaction",
                        () -> state.write(writes, batch),
                        () -> jdbc.write(writes, batch)));
        report.note("reference: prepared JDBC by position, the same records, in turns");
    }

    /// Both sides must do the same work.
    private static void requireSame(StateSide state, JdbcSide jdbc) throws Exception {
        if (!state.readAll().equals(jdbc.readAll())) {
            throw new IllegalStateException("both sides read different records");
        }
    }

    private static Turns turns(
            Settings settings, Report report, String what, Block state, Block jdbc)
            throws Exception {
        Turns turns = new Turns(new ArrayList<>(), new ArrayList<>());
        int warmUp = settings.count("warm-up");
        for (int round = 0; round < warmUp + settings.count("rounds"); round++) {
            Spent ofState = state.run();
            Spent ofJdbc = jdbc.run();
            report.progress(
                    "%s, round %d: state %.0f ms, JDBC %.0f ms"
                            .formatted(
                                    what,
                                    round,
                                    ofState.nanos() / NANOS_PER_MS,
                                    ofJdbc.nanos() / NANOS_PER_MS));
            if (round >= warmUp) {
                turns.state().add(ofState);
                turns.jdbc().add(ofJdbc);
            }
        }
        return turns;
    }

    private static void figures(Report report, String name, Turns turns) {
        turns.report(report, name, Spent::nanos);
        turns.report(report, name + "_cpu", Spent::cpuNanos);
    }
}
