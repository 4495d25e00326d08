package dev.mcm.migrations;

import dev.mcm.migrations.MigrationOptions.DatabaseNames;
import dev.mcm.migrations.MigrationReport.DatabaseReport;
import dev.mcm.shared.config.Secret;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a server to the newest schema. Safe to repeat, and to run twice at the same time.
public final class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    private Migrations() {}

    /// Migrates databases `mcm` and `mcm_observed`.
    ///
    /// @param rolePasswords role → password
    public static MigrationReport migrate(
            String url, String user, String password, Map<String, String> rolePasswords) {
        Map<String, Secret> secrets =
                rolePasswords.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> new Secret(entry.getValue())));
        return migrate(
                new MigrationOptions(
                        url, user, new Secret(password), DatabaseNames.DEFAULT, secrets));
    }

    /// Creates the databases that are missing, applies the migrations that are missing, and sets
    /// the passwords.
    ///
    /// @throws MigrationException when the server cannot be reached, a migration fails, or the
    ///   files and the databases do not fit
    public static MigrationReport migrate(MigrationOptions options) {
        try (ServerSession session =
                ServerSession.open(options.url(), options.user(), options.password())) {
            DatabaseReport control =
                    migrate(session, options, options.databases().control(), "classpath:db/mcm");
            DatabaseReport observed =
                    migrate(
                            session,
                            options,
                            options.databases().observed(),
                            "classpath:db/mcm_observed");
            session.setPasswords(options.rolePasswords());
            return new MigrationReport(control, observed);
        } catch (SQLException | FlywayException e) {
            throw new MigrationException("migration failed: " + e.getMessage(), e);
        }
    }

    private static DatabaseReport migrate(
            ServerSession session, MigrationOptions options, String database, String location)
            throws SQLException {
        boolean created = session.createDatabase(database);
        String url = JdbcUrl.withDatabase(options.url(), database);
        SchemaMigration migration =
                new SchemaMigration(url, options.user(), options.password(), location);
        DatabaseReport report =
                new DatabaseReport(
                        database,
                        created,
                        migration.run().migrationsExecuted,
                        migration.newestVersion());
        log.atInfo()
                .addKeyValue("database", database)
                .addKeyValue("created", created)
                .addKeyValue("applied", report.applied())
                .addKeyValue("version", report.version())
                .log("Database migrated");
        return report;
    }
}
