package dev.mcm.migrations;

import dev.mcm.migrations.MigrationOptions.DatabaseNames;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.Constraint;
import dev.mcm.shared.config.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Configuration of the migration job.
///
/// @param rolePasswordsFile see [RolePasswords#inFile]; null = none
/// @param rolePasswordsDirectory see [RolePasswords#inDirectory]; null = none
public record MigrateConfig(
        String adminUrl,
        String adminUser,
        Secret adminPassword,
        DatabaseNames databases,
        @Nullable Path rolePasswordsFile,
        @Nullable Path rolePasswordsDirectory) {
    private static final Constraint<String> JDBC =
            new Constraint<>(
                    "beginning with jdbc:postgresql://",
                    url -> url.startsWith("jdbc:postgresql://"));

    /// Keys `MCM_MIGRATIONS_*`.
    public static MigrateConfig read(ConfigReader in) {
        return new MigrateConfig(
                in.string("ADMIN_URL", "JDBC URL of any database of the server.")
                        .must(JDBC)
                        .required("jdbc:postgresql://localhost:5432/postgres"),
                in.string("ADMIN_USER", "Role that may create databases and roles.")
                        .required("postgres"),
                in.secret("ADMIN_PASSWORD", "Password of that role.")
                        .required(new Secret("example")),
                new DatabaseNames(
                        in.string("CONTROL_DATABASE", "Name of the control database.")
                                .orDefault(DatabaseNames.DEFAULT.control()),
                        in.string(
                                        "OBSERVED_DATABASE",
                                        "Name of the database of raw observed objects.")
                                .orDefault(DatabaseNames.DEFAULT.observed())),
                in.path(
                                "ROLE_PASSWORDS_FILE",
                                "File with a line role=password for each role whose password to"
                                        + " set.")
                        .optional()
                        .orElse(null),
                in.path(
                                "ROLE_PASSWORDS_DIR",
                                "Directory with a file for each role whose password to set, named"
                                        + " as the role.")
                        .optional()
                        .orElse(null));
    }

    MigrationOptions toOptions() {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        if (rolePasswordsFile != null) {
            passwords.putAll(RolePasswords.inFile(rolePasswordsFile));
        }
        if (rolePasswordsDirectory != null) {
            passwords.putAll(RolePasswords.inDirectory(rolePasswordsDirectory));
        }
        return new MigrationOptions(adminUrl, adminUser, adminPassword, databases, passwords);
    }
}
