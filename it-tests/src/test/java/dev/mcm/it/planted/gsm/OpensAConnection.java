package dev.mcm.it.planted.gsm;

import java.sql.Connection;
import java.sql.SQLException;

/// Violates: JDBC stays in state.
public final class OpensAConnection {
    private OpensAConnection() {}

    public static void close(Connection connection) throws SQLException {
        connection.close();
    }
}
