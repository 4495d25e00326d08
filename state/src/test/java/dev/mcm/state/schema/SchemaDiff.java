package dev.mcm.state.schema;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.state.DatabaseName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a migration must do so that the tables of a database are what the Hibernate model says.
///
/// What Hibernate can tell, it writes: new tables and columns. What it cannot tell from a rename
/// (drops, other types, nullability) becomes a comment with the statement to consider.
final class SchemaDiff {
    private SchemaDiff() {}

    /// @return lines of SQL; empty when there is no difference
    static List<String> of(DatabaseName name, PostgresConfig migrated)
            throws IOException, SQLException {
        SortedMap<String, SortedMap<String, ColumnShape>> model =
                HibernateModel.columns(name, migrated);
        try (Catalog catalog = Catalog.open(migrated)) {
            List<String> lines = new ArrayList<>(additions(name, migrated));
            lines.addAll(toConsider(model, catalog.columns()));
            return lines;
        }
    }

    private static List<String> additions(DatabaseName name, PostgresConfig migrated)
            throws IOException {
        Path script = Files.createTempFile("model", ".sql");
        try {
            HibernateModel.writeUpdate(name, migrated, script);
            return Files.readAllLines(script).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } finally {
            Files.delete(script);
        }
    }

    /// Differences that need a decision.
    static List<String> toConsider(
            SortedMap<String, SortedMap<String, ColumnShape>> model,
            SortedMap<String, SortedMap<String, ColumnShape>> tables) {
        List<String> lines = new ArrayList<>();
        tables.forEach((table, columns) -> {
            if (!model.containsKey(table)) {
                lines.add(
                        "-- The model has no table "
                                + table
                                + " (or another name for it): DROP TABLE "
                                + table
                                + ";");
            } else {
                lines.addAll(toConsider(table, model.get(table), columns));
            }
        });
        model.keySet().stream()
                .filter(table -> !tables.containsKey(table))
                .forEach(table ->
                        lines.add(
                                "-- New table "
                                        + table
                                        + ": add its CHECKs and foreign keys, GRANT its one writer"
                                        + " and its readers, and say whether it is published."));
        return lines;
    }

    private static List<String> toConsider(
            String table,
            SortedMap<String, ColumnShape> model,
            SortedMap<String, ColumnShape> columns) {
        List<String> lines = new ArrayList<>();
        String alter = "ALTER TABLE " + table;
        columns.forEach((column, shape) -> {
            ColumnShape wanted = model.get(column);
            if (wanted == null) {
                lines.add(
                        "-- The model has no column "
                                + column
                                + " (or another name for it): "
                                + alter
                                + " DROP COLUMN "
                                + column
                                + ";");
            } else {
                lines.addAll(toConsider(alter + " ALTER COLUMN " + column, wanted, shape));
            }
        });
        new TreeMap<>(model)
                .forEach((column, shape) -> {
                    if (!columns.containsKey(column) && !shape.nullable()) {
                        lines.add(
                                "-- New column "
                                        + column
                                        + " of "
                                        + table
                                        + " is NOT NULL: existing rows need a DEFAULT or an UPDATE"
                                        + " first.");
                    }
                });
        return lines;
    }

    private static List<String> toConsider(String alter, ColumnShape wanted, ColumnShape actual) {
        List<String> lines = new ArrayList<>();
        if (!wanted.type().equals(actual.type())) {
            lines.add(
                    "-- Was "
                            + actual.type()
                            + ", say how values convert: "
                            + alter
                            + " TYPE "
                            + wanted.type()
                            + " USING ...;");
        }
        if (wanted.nullable() != actual.nullable()) {
            lines.add(
                    "-- Consider: "
                            + alter
                            + (wanted.nullable() ? " DROP NOT NULL;" : " SET NOT NULL;"));
        }
        return lines;
    }
}
