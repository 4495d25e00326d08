package dev.mcm.testkit.postgres;

import dev.mcm.migrations.MigrationOptions;
import dev.mcm.migrations.MigrationOptions.DatabaseNames;
import dev.mcm.migrations.Migrations;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Both databases at the newest version, on the shared server, for one test class. Each service
/// logs in as its own role.
public record MigratedDatabases(TestDatabases databases) implements AutoCloseable {
    /// The role of each service that has one.
    public static final List<String> ROLES =
            List.of("mcm_atc", "mcm_autoscaler", "mcm_scheduler", "mcm_gns", "mcm_gsm");

    private static final int POOL_SIZE = 4;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /// New databases without rows; the migrations run once per JVM.
    public static MigratedDatabases fresh() {
        return new MigratedDatabases(
                TestPostgres.shared().freshDatabases("migrated", MigratedDatabases::migrate));
    }

    /// New databases on a server of their own ([TestPostgres#newServer()]), which the caller closes
    /// after them: for tests that do something to the server.
    public static MigratedDatabases on(PostgresServer server) {
        TestDatabases databases = TestPostgres.on(server).freshDatabases();
        migrate(databases);
        return new MigratedDatabases(databases);
    }

    /// The control database as a service sees it.
    ///
    /// @param role `mcm_atc`, …
    public PostgresConfig control(String role) {
        return config(databases.controlUrl(), role, new Secret(password(role)));
    }

    /// The observed database as a service sees it.
    public PostgresConfig observed(String role) {
        return config(databases.observedUrl(), role, new Secret(password(role)));
    }

    /// The control database as its owner sees it, who may write every table.
    public PostgresConfig controlAsOwner() {
        return config(
                databases.controlUrl(),
                databases.server().superuser(),
                new Secret(databases.server().password()));
    }

    /// The observed database as its owner sees it.
    public PostgresConfig observedAsOwner() {
        return config(
                databases.observedUrl(),
                databases.server().superuser(),
                new Secret(databases.server().password()));
    }

    @Override
    public void close() {
        databases.close();
    }

    private static PostgresConfig config(String url, String user, Secret password) {
        return new PostgresConfig(url, user, password, POOL_SIZE, CONNECT_TIMEOUT);
    }

    private static void migrate(TestDatabases databases) {
        PostgresServer server = databases.server();
        Map<String, Secret> passwords =
                ROLES.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), role -> new Secret(password(role))));
        Migrations.migrate(
                new MigrationOptions(
                        server.jdbcUrl("postgres"),
                        server.superuser(),
                        new Secret(server.password()),
                        new DatabaseNames(databases.control(), databases.observed()),
                        passwords));
    }

    private static String password(String role) {
        return role + "-test-password";
    }
}
