package dev.mcm.it.planted.atc.call;

import java.sql.Connection;
import java.sql.SQLException;

/// Violates: calls use ports only.
public final class OpensAStatement {
    public void run(Connection connection) throws SQLException {
        connection.commit();
    }
}
