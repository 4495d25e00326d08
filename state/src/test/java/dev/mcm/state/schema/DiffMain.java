package dev.mcm.state.schema;

import dev.mcm.migrations.MigrationDirectory;
import dev.mcm.state.DatabaseName;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.nio.file.Path;
import java.util.List;

/// Writes the next migration from the difference between the Hibernate model and the migrations:
/// `make migrate NAME=…`. Starts a Postgres of its own. Runs in the root of the repository; lives
/// in the tests because it needs the test server, and no program that is shipped needs it.
///
/// Arguments: name, time of day (UTC, `yyyyMMddHHmmss`).
final class DiffMain {
    private static final String HEADER =
            """
            -- Made from the difference between the model and the migrations. Read it, say what it changes, and why it is safe while the version
            -- before it still runs.
            """;

    private DiffMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("arguments: " + args.length + " (expected: name, yyyyMMddHHmmss)");
            System.exit(2);
        }
        try (MigratedDatabases databases = MigratedDatabases.fresh()) {
            for (DatabaseName name : DatabaseName.values()) {
                System.out.println(
                        name.usualName() + ": " + write(name, databases, args[0], args[1]));
            }
        }
        System.exit(0);
    }

    private static String write(
            DatabaseName name, MigratedDatabases databases, String title, String timestamp)
            throws Exception {
        List<String> difference =
                SchemaDiff.of(
                        name,
                        switch (name) {
                            case CONTROL -> databases.controlAsOwner();
                            case OBSERVED -> databases.observedAsOwner();
                        });
        return difference.isEmpty()
                ? "no difference"
                : MigrationDirectory.of(Path.of(""), name.usualName())
                        .add(title, timestamp, HEADER + String.join("\n", difference) + "\n")
                        .toString();
    }
}
