package dev.mcm.migrations;

import dev.mcm.shared.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.util.PasswordUtil;

/// The administrator's connection to the server. Runs of the job take turns: each holds a lock of
/// the server while it is open.
final class ServerSession implements AutoCloseable {
    /// Any number that nobody else uses: "mcm-migr" in ASCII.
    private static final long JOB_LOCK = 0x6d63_6d2d_6d69_6772L;

    private final Connection connection;

    private ServerSession(Connection connection) {
        this.connection = connection;
    }

    /// Waits until no other run has the lock.
    static ServerSession open(String url, String user, Secret password) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password.reveal());
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_lock(?)")) {
            lock.setLong(1, JOB_LOCK);
            lock.execute();
            return new ServerSession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// @param name checked by [MigrationOptions.DatabaseNames]
    /// @return whether it did not exist
    boolean createDatabase(String name) throws SQLException {
        if (exists("SELECT FROM pg_database WHERE datname = ?", name)) {
            return false;
        }
        try (Statement create = connection.createStatement()) {
            create.execute(
                    "CREATE DATABASE " + name + " ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0");
            return true;
        }
    }

    /// Sets passwords as SCRAM verifiers, so that the server never sees one and its log cannot
    /// either.
    void setPasswords(Map<String, Secret> passwords) throws SQLException {
        for (Map.Entry<String, Secret> entry : new TreeMap<>(passwords).entrySet()) {
            String role = entry.getKey();
            if (!exists(
                    "SELECT FROM pg_roles WHERE rolname = ? AND rolname LIKE 'mcm\\_%'", role)) {
                throw new MigrationException(
                        "password of role '"
                                + role
                                + "': no migration makes this role (expected: mcm_atc, mcm_gsm,"
                                + " …)");
            }
            setPassword(role, entry.getValue());
        }
    }

    private void setPassword(String role, Secret password) throws SQLException {
        try (Statement alter = connection.createStatement()) {
            alter.execute(
                    PasswordUtil.genAlterUserPasswordSQL(
                            role, password.reveal().toCharArray(), "scram-sha-256"));
        }
    }

    private boolean exists(String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// Gives the lock back.
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
