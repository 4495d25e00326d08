package dev.mcm.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.process.LogTail;
import dev.mcm.testkit.process.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedPostgresServerIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void everyPromisedSettingIsReallyOn() {
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.temporary())) {
            DataSource source = server.dataSource("postgres");
            assertThat(show(source, "fsync")).isEqualTo("on");
            assertThat(show(source, "full_page_writes")).isEqualTo("on");
            assertThat(show(source, "synchronous_commit")).isEqualTo("on");
            assertThat(show(source, "wal_level")).isEqualTo("logical");
            assertThat(show(source, "wal_sender_timeout")).isEqualTo("10s");
            assertThat(show(source, "max_slot_wal_keep_size")).isEqualTo("2GB");
            assertThat(show(source, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(show(source, "server_version")).startsWith("17.");
            assertThat(
                            one(
                                    source,
                                    "SELECT name FROM pg_create_logical_replication_slot('s',"
                                            + " 'pgoutput') AS t(name, lsn)"))
                    .isEqualTo("s");
        }
    }

    @Test
    void aServerWithAnUnsafeSettingIsRefused() {
        PostgresOptions unsafe = PostgresOptions.temporary().withSetting("fsync", "off");
        assertThatThrownBy(() -> EmbeddedPostgresServer.start(unsafe).close())
                .hasMessage("Postgres setting fsync: off (expected: on)");
    }

    /// The way of a root user in a container without user namespaces. A normal user cannot change
    /// accounts.
    @Test
    @EnabledIf("runsAsRoot")
    void theServerRunsUnderAnotherAccountToo() {
        ServerAccount nobody = ServerAccount.asNobody();
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.temporary(), nobody)) {
            assertThat(show(server.dataSource("postgres"), "fsync")).isEqualTo("on");
            server.restart();
            assertThat(ProcessHandle.of(server.pid()).orElseThrow().info().user())
                    .contains("nobody");
            server.killHard();
            server.restart();
            assertThat(show(server.dataSource("postgres"), "fsync")).isEqualTo("on");
        }
    }

    static boolean runsAsRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    void settingsCanBeOverridden() {
        PostgresOptions options =
                PostgresOptions.temporary().withSetting("max_slot_wal_keep_size", "64MB");
        try (var server = EmbeddedPostgresServer.start(options)) {
            assertThat(show(server.dataSource("postgres"), "max_slot_wal_keep_size"))
                    .isEqualTo("64MB");
        }
    }

    @Test
    void nobodyLogsInWithoutThePassword() {
        try (var server =
                EmbeddedPostgresServer.start(
                        PostgresOptions.temporary().withPassword("it's secret"))) {
            String url = server.jdbcUrl("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong").close())
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(url + "?user=postgres").close())
                    .hasMessageContaining("no password was provided");
            assertThat(
                            one(
                                    server.dataSource("postgres"),
                                    "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$");
            assertThat(server.password()).isEqualTo("it's secret");
        }
    }

    @Test
    void keptDataAndPasswordSurviveRestartHardKillAndANewOwner() {
        String password;
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory))) {
            password = server.password();
            int port = server.port();
            server.execute("postgres", "CREATE TABLE t (v int)", "INSERT INTO t VALUES (1)");
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            server.execute("postgres", "INSERT INTO t VALUES (2)");
            server.killHard();
            assertThat(server.isRunning()).isFalse();
            server.restart();
            server.execute("postgres", "INSERT INTO t VALUES (3)");
        }
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory))) {
            assertThat(server.password()).isEqualTo(password);
            assertThat(
                            one(
                                    server.dataSource("postgres"),
                                    "SELECT string_agg(v::text, ',' ORDER BY v) FROM t"))
                    .isEqualTo("1,2,3");
        }
    }

    @Test
    void aDirectoryHasOneOwner() {
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory))) {
            assertThatThrownBy(() ->
                            EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory)).close())
                    .hasMessageContaining("in use by another process");
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void aStalePidFileThatNamesAnUnrelatedLivingProcessDoesNotHinderTheStart() throws Exception {
        EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory)).close();
        Path pidFile = directory.resolve("data/postmaster.pid");
        Files.write(
                pidFile,
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        directory + "/data",
                        "1",
                        "1"));
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(directory))) {
            assertThat(server.isRunning()).isTrue();
        }
    }

    @Test
    void theServerEndsWithItsKilledParentAndTheNextOneGoesOnWithTheData() {
        Path log = directory.resolve("owner.log");
        Path kept = directory.resolve("kept");
        try (ChildProcess owner =
                JavaCommand.of(PostgresOwnerMain.class)
                        .arguments(kept.toString())
                        .log(log)
                        .start()) {
            owner.awaitLog("pid ", SOON);
            long pid = Long.parseLong(LogTail.last(log, 1).substring("pid ".length()));
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            owner.killHard();
            Waiting.until("end of the server " + pid, SOON, () -> !Signals.isRunning(server));
        }
        try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(kept))) {
            assertThat(one(server.dataSource("postgres"), "SELECT max(v) FROM t")).isEqualTo("7");
        }
    }

    @Test
    void aServerWhoseGuardIsGoneTooIsEndedByTheNextOwner() {
        Path log = directory.resolve("owner.log");
        Path kept = directory.resolve("kept");
        try (ChildProcess owner =
                JavaCommand.of(PostgresOwnerMain.class)
                        .arguments(kept.toString())
                        .log(log)
                        .start()) {
            owner.awaitLog("pid ", SOON);
            long pid = Long.parseLong(LogTail.last(log, 1).substring("pid ".length()));
            ProcessHandle orphan = ProcessHandle.of(pid).orElseThrow();
            guardsOf(kept).forEach(ProcessHandle::destroyForcibly);
            owner.killHard();
            assertThat(Signals.isRunning(orphan)).isTrue();
            try (var server = EmbeddedPostgresServer.start(PostgresOptions.keptIn(kept))) {
                assertThat(Signals.isRunning(orphan)).isFalse();
                assertThat(one(server.dataSource("postgres"), "SELECT max(v) FROM t"))
                        .isEqualTo("7");
            }
        }
    }

    private static List<ProcessHandle> guardsOf(Path kept) {
        List<ProcessHandle> guards =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info()
                                        .commandLine()
                                        .filter(line ->
                                                line.contains("guarded INT")
                                                        && line.contains(kept + "/data"))
                                        .isPresent())
                        .toList();
        assertThat(guards).hasSize(1);
        return guards;
    }

    static String show(DataSource source, String setting) {
        return one(source, "SHOW " + setting);
    }

    static String one(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
