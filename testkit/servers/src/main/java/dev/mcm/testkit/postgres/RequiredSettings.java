package dev.mcm.testkit.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/// Refuses a server without the settings that promises about durability and change events need.
final class RequiredSettings {
    private RequiredSettings() {}

    /// @throws IllegalStateException when a setting is another one, or the server does not answer
    static void check(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> wanted : PostgresSettings.REQUIRED.entrySet()) {
                try (ResultSet row = statement.executeQuery("SHOW " + wanted.getKey())) {
                    row.next();
                    refuseUnless(wanted, row.getString(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the Postgres server does not answer: " + e.getMessage(), e);
        }
    }

    private static void refuseUnless(Map.Entry<String, String> wanted, String found) {
        if (!found.equals(wanted.getValue())) {
            throw new IllegalStateException(
                    "Postgres setting "
                            + wanted.getKey()
                            + ": "
                            + found
                            + " (expected: "
                            + wanted.getValue()
                            + ")");
        }
    }
}
