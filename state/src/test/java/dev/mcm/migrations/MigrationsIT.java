package dev.mcm.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.migrations.MigrationOptions.DatabaseNames;
import dev.mcm.shared.config.Secret;
import dev.mcm.testkit.postgres.PostgresServer;
import dev.mcm.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MigrationsIT {
    private static final DatabaseNames NAMES = new DatabaseNames("job_control", "job_observed");
    private static final String LAST = "V20991231000000__last.sql";

    private final PostgresServer server = TestPostgres.shared().server();

    @TempDir private Path directory;

    @AfterEach
    void drop() {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS job_control WITH (FORCE)",
                "DROP DATABASE IF EXISTS job_observed WITH (FORCE)");
    }

    @Test
    void anEmptyServerGetsBothDatabasesAndASecondRunDoesNothing() {
        MigrationReport first = Migrations.migrate(options(Map.of()));
        MigrationReport second = Migrations.migrate(options(Map.of()));

        assertThat(first.control().created()).isTrue();
        assertThat(first.control().applied()).isGreaterThanOrEqualTo(3);
        assertThat(first.observed().created()).isTrue();
        assertThat(first.observed().applied()).isPositive();
        assertThat(second.control())
                .isEqualTo(
                        new MigrationReport.DatabaseReport(
                                "job_control", false, 0, first.control().version()));
        assertThat(second.observed())
                .isEqualTo(
                        new MigrationReport.DatabaseReport(
                                "job_observed", false, 0, first.observed().version()));
    }

    @Test
    void twoRunsAtTheSameTimeTakeTurns() throws Exception {
        CompletableFuture<MigrationReport> one =
                CompletableFuture.supplyAsync(
                        () -> Migrations.migrate(options(Map.of())), Thread::startVirtualThread);
        CompletableFuture<MigrationReport> two =
                CompletableFuture.supplyAsync(
                        () -> Migrations.migrate(options(Map.of())), Thread::startVirtualThread);

        int applied =
                one.get(120, TimeUnit.SECONDS).control().applied()
                        + two.get(120, TimeUnit.SECONDS).control().applied();

        assertThat(applied)
                .isEqualTo(
                        Migrations.migrate(options(Map.of())).control().applied() + oneRunsWorth());
        assertThat(Stream.of(one.join(), two.join()).filter(report -> report.control().created()))
                .hasSize(1);
    }

    private int oneRunsWorth() throws IOException {
        try (Stream<Path> files = Files.list(sources())) {
            return (int) files.filter(file -> file.toString().endsWith(".sql")).count();
        }
    }

    @Test
    void aRoleLogsInWithThePasswordItWasGivenAndNoOther() throws SQLException {
        Migrations.migrate(options(Map.of("mcm_gsm", new Secret("it's \\ a \"secret\""))));

        DriverManager.getConnection(
                        server.jdbcUrl("job_control"), "mcm_gsm", "it's \\ a \"secret\"")
                .close();
        assertThatThrownBy(() ->
                        DriverManager.getConnection(
                                server.jdbcUrl("job_control"), "mcm_gsm", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void thePasswordReachesNeitherTheServersLogNorItsCatalog() throws Exception {
        Path log = server.embeddedOrSkip("reads the Postgres server's log").log();
        Migrations.migrate(options(Map.of("mcm_gsm", new Secret("plain-as-day"))));

        assertThat(Files.readString(log)).doesNotContain("plain-as-day");
    }

    @Test
    void aPasswordForARoleThatIsNotOursIsRefused() {
        assertThatThrownBy(() -> Migrations.migrate(options(Map.of("postgres", new Secret("x")))))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("'postgres'");
    }

    @Test
    void aMigrationThatIsOlderThanWhatIsAppliedIsNamedWithWhatToDo() throws IOException {
        Migrations.migrate(options(Map.of()));
        Path files = copyOfTheFiles();
        Files.writeString(files.resolve(LAST), "SELECT 1;");
        migration(files).run();
        Files.writeString(files.resolve("V20500101000000__late.sql"), "SELECT 1;");

        assertThatThrownBy(() -> migration(files).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V20500101000000__late.sql")
                .hasMessageContaining("20991231000000")
                .hasMessageContaining("make migrate-new");
    }

    @Test
    void anAppliedMigrationThatWasChangedIsNamed() throws IOException {
        Migrations.migrate(options(Map.of()));
        Path files = copyOfTheFiles();
        Files.writeString(files.resolve(LAST), "SELECT 1;");
        migration(files).run();
        Files.writeString(files.resolve(LAST), "SELECT 2;");

        assertThatThrownBy(() -> migration(files).run())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("20991231000000")
                .hasMessageContaining("never change");
    }

    @Test
    void aMigrationThatFailsLeavesNothingBehindAndCanBeRepeated() throws IOException {
        Migrations.migrate(options(Map.of()));
        Path files = copyOfTheFiles();
        Files.writeString(files.resolve(LAST), "CREATE TABLE half (id int); SELECT 1 / 0;");
        assertThatThrownBy(() -> migration(files).run()).hasMessageContaining("division by zero");

        Files.writeString(files.resolve(LAST), "CREATE TABLE half (id int);");

        assertThat(migration(files).run().migrationsExecuted).isOne();
    }

    @Test
    void theJobEndsWithACodeThatSaysWhatIsWrong() throws IOException {
        Path passwords = Files.writeString(directory.resolve("roles"), "# roles\nmcm_gsm=a=b\n\n");
        Map<String, String> env = new HashMap<>();
        env.put("MCM_MIGRATIONS_ADMIN_URL", server.jdbcUrl("postgres"));
        env.put("MCM_MIGRATIONS_ADMIN_USER", server.superuser());
        env.put("MCM_MIGRATIONS_ADMIN_PASSWORD", server.password());
        env.put("MCM_MIGRATIONS_CONTROL_DATABASE", NAMES.control());
        env.put("MCM_MIGRATIONS_OBSERVED_DATABASE", NAMES.observed());
        env.put("MCM_MIGRATIONS_ROLE_PASSWORDS_FILE", passwords.toString());
        assertThat(MigrateMain.run(env)).isZero();

        env.put("MCM_MIGRATIONS_ADMIN_PASSWORD", "wrong");
        assertThat(MigrateMain.run(env)).isEqualTo(1);
        env.put("MCM_MIGRATIONS_ADMIN_PASWORD", "typo");
        assertThat(MigrateMain.run(env)).isEqualTo(2);
    }

    private MigrationOptions options(Map<String, Secret> passwords) {
        return new MigrationOptions(
                server.jdbcUrl("postgres"),
                server.superuser(),
                new Secret(server.password()),
                NAMES,
                passwords);
    }

    private SchemaMigration migration(Path files) {
        return new SchemaMigration(
                server.jdbcUrl(NAMES.control()),
                server.superuser(),
                new Secret(server.password()),
                "filesystem:" + files);
    }

    private static Path sources() {
        return Path.of(System.getProperty("mcm.root.dir"), "migrations/src/main/resources/db/mcm");
    }

    private Path copyOfTheFiles() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("mcm"));
        try (Stream<Path> files = Files.list(sources())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
