package dev.mcm.gns.adapter.postgres;

import dev.mcm.shared.config.PostgresConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Opens connections one by one: GNS needs one every few seconds, and a pool would hide a server
/// that is gone.
final class PostgresSessions {
    private final PostgresConfig config;

    PostgresSessions(PostgresConfig config) {
        this.config = config;
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(config.url(), properties());
    }

    /// A connection on which replication commands work, with the simple protocol as they ask for.
    Connection openReplication() throws SQLException {
        Properties properties = properties();
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "15");
        return DriverManager.getConnection(config.url(), properties);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password().reveal());
        properties.setProperty("ApplicationName", "gns");
        properties.setProperty(
                "connectTimeout", Long.toString(Math.max(1, config.connectTimeout().toSeconds())));
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
