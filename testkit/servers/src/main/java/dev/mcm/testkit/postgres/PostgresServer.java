package dev.mcm.testkit.postgres;

import dev.mcm.testkit.server.Skipped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A real Postgres server with the settings that durability and change events need. Thread-safe.
public sealed interface PostgresServer extends AutoCloseable
        permits EmbeddedPostgresServer, RemotePostgresServer {
    /// The database's address, without user and password.
    String jdbcUrl(String database);

    String superuser();

    String password();

    /// Gives the server up; no exception.
    @Override
    void close();

    /// New connections as superuser, one per call, not pooled.
    default DataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl(database));
        source.setUser(superuser());
        source.setPassword(password());
        return source;
    }

    /// Runs statements as superuser, each in a transaction of its own.
    default void execute(String database, String... statements) {
        try (Connection connection = dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "database " + database + " refused: " + e.getMessage(), e);
        }
    }

    /// This server when it is one that can be killed and restarted; else the test is skipped.
    ///
    /// @param what the test does to the server, for example "kills the Postgres server"
    default EmbeddedPostgresServer embeddedOrSkip(String what) {
        return switch (this) {
            case EmbeddedPostgresServer embedded -> embedded;
            case RemotePostgresServer _ -> throw Skipped.needsEmbedded(what);
        };
    }
}
