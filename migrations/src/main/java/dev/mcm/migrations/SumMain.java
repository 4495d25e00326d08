package dev.mcm.migrations;

import java.nio.file.Path;

/// Brings the `mcm.sum` of all databases up to date: `make migrate-hash`. Runs from source, in the
/// root of the repository.
public final class SumMain {
    private SumMain() {}

    public static void main(String[] args) {
        for (MigrationDirectory directory : MigrationDirectory.all(Path.of(""))) {
            boolean written = directory.writeSum();
            System.out.println(directory.sumFile() + (written ? ": written" : ": up to date"));
        }
    }
}
