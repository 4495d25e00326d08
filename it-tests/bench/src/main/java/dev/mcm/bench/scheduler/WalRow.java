package dev.mcm.bench.scheduler;

import dev.mcm.event.v1.Op;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row change as pgoutput tells it.
///
/// @param values as text, in the order of the relation's columns; null = NULL or not sent
record WalRow(Relation relation, Op op, List<@Nullable String> values) {

    /// A table as pgoutput describes it.
    record Relation(String table, List<Column> columns) {
        int index(String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column)) {
                    return i;
                }
            }
            throw new IllegalArgumentException(
                    "column of " + table + ": " + column + " (expected: one of " + columns + ")");
        }
    }

    /// @param type of Postgres, by its number
    record Column(String name, int type) {}

    String text(String column) {
        return Objects.requireNonNull(values.get(relation.index(column)), column);
    }
}
