package dev.mcm.state.schema;

import dev.mcm.shared.config.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The schema of a database as Postgres knows it; MCM's own tables only.
final class Catalog implements AutoCloseable {
    private static final String OWN_TABLES =
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname ="
                    + " 'public' WHERE c.relkind IN ('r', 'p') AND c.relname <>"
                    + " 'flyway_schema_history'";

    private final Connection connection;

    private Catalog(Connection connection) {
        this.connection = connection;
    }

    static Catalog open(PostgresConfig config) throws SQLException {
        return new Catalog(
                DriverManager.getConnection(
                        config.url(), config.user(), config.password().reveal()));
    }

    List<String> tables() throws SQLException {
        return strings("SELECT c.relname" + OWN_TABLES + " ORDER BY 1");
    }

    /// Table → column → shape.
    SortedMap<String, SortedMap<String, ColumnShape>> columns() throws SQLException {
        SortedMap<String, SortedMap<String, ColumnShape>> tables = new TreeMap<>();
        String sql =
                """
                SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
                WHERE c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history' AND a.attnum > 0 AND NOT a.attisdropped
                """;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), _ -> new TreeMap<>())
                        .put(
                                rows.getString(2),
                                new ColumnShape(rows.getString(3), rows.getBoolean(4)));
            }
        }
        return tables;
    }

    /// First column of all rows.
    List<String> strings(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
