package dev.mcm.migrations;

import dev.mcm.migrations.MigrationOptions.DatabaseNames;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.Constraint;
import dev.mcm.shared.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Configuration of the migration job.
///
/// @param rolePasswordsFile lines `role=password`; empty lines and lines that begin with `#` do not
///   count
public record MigrateConfig(
        String adminUrl,
        String adminUser,
        Secret adminPassword,
        DatabaseNames databases,
        Optional<Path> rolePasswordsFile) {
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
                        .optional());
    }

    MigrationOptions toOptions() {
        return new MigrationOptions(
                adminUrl,
                adminUser,
                adminPassword,
                databases,
                rolePasswordsFile.map(MigrateConfig::passwords).orElse(Map.of()));
    }

    private static Map<String, Secret> passwords(Path file) {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                int split = line.indexOf('=');
                if (split < 1 || split == line.length() - 1) {
                    throw new MigrationException(
                            "line "
                                    + number
                                    + " of "
                                    + file
                                    + " is not a role and its password (expected: role=password)");
                }
                passwords.put(
                        line.substring(0, split).strip(), new Secret(line.substring(split + 1)));
            }
        }
        return passwords;
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new MigrationException(
                    "passwords of the roles cannot be read from " + file + ": " + e, e);
        }
    }
}
