package dev.mcm.migrations;

import dev.mcm.shared.config.Secret;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/// Applies the migrations of one directory to one database.
final class SchemaMigration {
    private final Flyway flyway;
    private final String database;

    /// @param location Flyway's, "classpath:db/mcm"
    SchemaMigration(String url, String user, Secret password, String location) {
        this.database = location.substring(location.lastIndexOf('/') + 1);
        this.flyway =
                Flyway.configure()
                        .dataSource(url, user, password.reveal())
                        .locations(location)
                        .failOnMissingLocations(true)
                        .validateMigrationNaming(true)
                        .validateOnMigrate(true)
                        .outOfOrder(false)
                        .cleanDisabled(true)
                        .load();
    }

    MigrateResult run() {
        MigrationInfoService info = flyway.info();
        refuseOutOfOrder(info);
        try {
            return flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new MigrationException(
                    "an applied migration of "
                            + database
                            + " differs from its file: never change or remove one, write a new"
                            + " one\n"
                            + e.getMessage(),
                    e);
        }
    }

    String newestVersion() {
        MigrationInfo current = flyway.info().current();
        return current == null || current.getVersion() == null
                ? "none"
                : current.getVersion().getVersion();
    }

    /// Two branches that each add a migration: the one merged second may carry the older timestamp.
    private void refuseOutOfOrder(MigrationInfoService info) {
        String late =
                Arrays.stream(info.all())
                        .filter(migration -> migration.getState() == MigrationState.IGNORED)
                        .map(SchemaMigration::fileName)
                        .collect(Collectors.joining(", "));
        if (!late.isEmpty()) {
            throw new MigrationException(
                    "database %s is at version %s, and these migrations have older timestamps but were not applied: %s (expected: newer than all that are applied). Give them a new timestamp: `make migrate-new NAME=...`, move the SQL over, `make migrate-hash`"
                            .formatted(database, newestVersion(), late));
        }
    }

    private static String fileName(MigrationInfo migration) {
        String script = migration.getScript();
        return script.substring(script.lastIndexOf('/') + 1);
    }
}
