package dev.mcm.gns.adapter.postgres;

import dev.mcm.shared.error.McmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plain JDBC in one line. SQL errors come out as UNAVAILABLE, with the cause.
final class Sql {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private Sql() {}

    /// Reads one row into a value.
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static <T> List<T> query(
            Connection connection, String sql, RowReader<T> reader, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reader.read(rows));
            }
            return result;
        }
    }

    static <T> Optional<T> first(
            Connection connection, String sql, RowReader<T> reader, Object... arguments)
            throws SQLException {
        return query(connection, sql, reader, arguments).stream().findFirst();
    }

    /// @return rows changed; 0 for a statement that answers rows
    static int execute(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, arguments)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    static McmException failed(String what, SQLException cause) {
        return McmException.unavailable(
                "cannot " + what + ": " + cause.getMessage(), RETRY_AFTER, cause);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
