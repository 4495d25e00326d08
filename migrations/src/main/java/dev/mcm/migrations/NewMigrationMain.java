package dev.mcm.migrations;

import java.nio.file.Path;

/// Makes an empty migration: `make migrate-new NAME=… [DATABASE=…]`. Runs from source, in the root
/// of the repository.
///
/// Arguments: name, database, time of day (UTC, `yyyyMMddHHmmss`). Exit codes: 0 = made, 2 = the
/// arguments are wrong.
public final class NewMigrationMain {
    private static final String HEADER =
            "-- What this changes, and why it is safe while the version before it still runs.\n";

    private NewMigrationMain() {}

    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println(
                    "arguments: " + args.length + " (expected: name, database, yyyyMMddHHmmss)");
            System.exit(2);
        }
        try {
            System.out.println(
                    MigrationDirectory.of(Path.of(""), args[1]).add(args[0], args[2], HEADER));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
