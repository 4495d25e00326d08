package dev.mcm.state.sql;

import dev.mcm.state.Tx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs set-based statements on a transaction's connection.
public final class Statements {
    private Statements() {}

    /// Reads one row of a result.
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Runs a statement over all rows at once. Its first parameters are `before`, then come the
    /// arrays.
    ///
    /// @return number of rows it changed
    public static int update(Tx tx, String sql, ColumnArrays<?> arrays, Object... before) {
        return tx.jdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, before);
                arrays.bind(statement, before.length + 1);
                return statement.executeUpdate();
            }
        });
    }

    /// Runs a statement over all rows at once and reads what it returns.
    public static <T> List<T> query(
            Tx tx, String sql, ColumnArrays<?> arrays, RowReader<T> reader) {
        return tx.jdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                arrays.bind(statement, 1);
                return readAll(statement, reader);
            }
        });
    }

    /// Runs a statement with single values as its parameters.
    ///
    /// @return number of rows it changed
    public static int update(Tx tx, String sql, Object... parameters) {
        return tx.jdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        });
    }

    /// Runs a query with single values as its parameters.
    public static <T> List<T> query(Tx tx, String sql, RowReader<T> reader, Object... parameters) {
        return tx.jdbc(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return readAll(statement, reader);
            }
        });
    }

    /// Values as one parameter, for `= ANY (?)`.
    ///
    /// @param values whose text is the value: strings and one-field ids
    public static String[] keys(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }

    /// A `timestamptz` of a row.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// A `timestamptz` of a row that may be NULL.
    public static @Nullable Instant nullableInstant(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static void bind(PreparedStatement statement, Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private static <T> List<T> readAll(PreparedStatement statement, RowReader<T> reader)
            throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet results = statement.executeQuery()) {
            while (results.next()) {
                rows.add(reader.read(results));
            }
        }
        return List.copyOf(rows);
    }
}
