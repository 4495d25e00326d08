package dev.mcm.gns.adapter.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/// A published table.
///
/// @param columns published ones, in table order
/// @param key columns of the primary key, in key order
record SnapshotTable(String name, List<String> columns, List<String> key) {
    private static final String TABLES =
            """
            SELECT p.tablename, p.attnames::text[],
                   (SELECT array_agg(a.attname::text ORDER BY k.place)
                    FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
                    WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid AND a.attnum = k.number)
            FROM pg_publication_tables p
            JOIN pg_class c ON c.relname = p.tablename
            JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = p.schemaname
            WHERE p.pubname = ? AND p.schemaname = 'public'
            ORDER BY p.tablename
            """;

    SnapshotTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException(
                    "table "
                            + name
                            + " has no primary key (expected: one, for the key of its events)");
        }
    }

    static List<SnapshotTable> all(Connection connection) throws SQLException {
        return Sql.query(
                connection,
                TABLES,
                row -> new SnapshotTable(row.getString(1), strings(row, 2), strings(row, 3)),
                SlotQueries.PUBLICATION);
    }

    String select() {
        return columns.stream()
                .map(SnapshotTable::quoted)
                .collect(Collectors.joining(", ", "SELECT ", " FROM public." + quoted(name)));
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static List<String> strings(ResultSet row, int column) throws SQLException {
        java.sql.Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
