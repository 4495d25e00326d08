package dev.mcm.testkit.stack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// A database as its owner sees it: a test writes what other services would, and reads what came of
/// it. Thread-safe.
public record Rows(DataSource source) {
    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /// @param values one for each `?`
    public void execute(String sql, Object... values) {
        var _ = with(sql, values, PreparedStatement::execute);
    }

    /// First column of all rows; an SQL null is the text `null`.
    public List<String> column(String sql, Object... values) {
        return with(
                sql,
                values,
                statement -> {
                    List<String> column = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            column.add(String.valueOf(result.getString(1)));
                        }
                    }
                    return column;
                });
    }

    /// First column of all rows, joined by commas; empty when there is none.
    public String text(String sql, Object... values) {
        return String.join(",", column(sql, values));
    }

    private <T> T with(String sql, Object[] values, Use<T> use) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
