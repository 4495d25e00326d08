package dev.mcm.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.SystemTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.exception.JDBCConnectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of connections to one of MCM's databases, and transactions on them. Thread-safe.
///
/// Reads are `REPEATABLE READ READ ONLY`: all statements of one see the same moment. Writes are
/// `READ COMMITTED`: each statement sees what has been committed before it, and stores guard their
/// rows by revision, version, (epoch, seq) or lease.
public final class Database implements Transactions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int ATTEMPTS = 6;
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(5), Duration.ofMillis(200));
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
    private static final int PING_SECONDS = 2;

    private final HikariDataSource pool;
    private final SessionFactory sessions;
    private final RandomGenerator random = RandomSource.secure();

    private Database(HikariDataSource pool, SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    /// Opens a pool. The server need not be there yet: until it is, transactions fail with
    /// UNAVAILABLE.
    ///
    /// @param application how the connections call themselves in `pg_stat_activity`, for example
    ///   the service's name
    public static Database open(PostgresConfig config, DatabaseName name, String application) {
        HikariDataSource pool = new HikariDataSource(poolConfig(config, name, application));
        try {
            return new Database(pool, sessionFactory(pool, name));
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static HikariConfig poolConfig(
            PostgresConfig config, DatabaseName name, String application) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(application + "-" + name.usualName());
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.user());
        pool.setPassword(config.password().reveal());
        pool.setMaximumPoolSize(config.poolSize());
        pool.setMinimumIdle(Math.min(2, config.poolSize()));
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setAutoCommit(false);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("ApplicationName", application);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty(
                "connectTimeout", Long.toString(Math.max(1, config.connectTimeout().toSeconds())));
        pool.addDataSourceProperty(
                "socketTimeout", Long.toString(2 * STATEMENT_TIMEOUT.toSeconds()));
        pool.addDataSourceProperty(
                "options",
                "-c statement_timeout="
                        + STATEMENT_TIMEOUT.toMillis()
                        + " -c idle_in_transaction_session_timeout="
                        + IDLE_TIMEOUT.toMillis()
                        + " -c TimeZone=UTC");
        return pool;
    }

    private static SessionFactory sessionFactory(HikariDataSource pool, DatabaseName name) {
        return Mapping.sessionFactory(
                name,
                Map.of(
                        AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool,
                        AvailableSettings.ALLOW_METADATA_ON_BOOT, false,
                        AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true,
                        AvailableSettings.JDBC_TIME_ZONE, "UTC",
                        AvailableSettings.LOG_JDBC_ERRORS, false,
                        AvailableSettings.LOG_JDBC_WARNINGS, false));
    }

    @Override
    public <T> T read(Function<Tx, T> work) {
        return retrying(() -> once(work, true));
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return retrying(() -> once(work, false));
    }

    @Override
    public <T> T single(Function<Tx, T> work) {
        return retrying(() -> committingEach(work));
    }

    /// Asks the server for an answer.
    ///
    /// @return what is wrong, or empty when it answered
    public Optional<String> problem() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PING_SECONDS)
                    ? Optional.empty()
                    : Optional.of("Postgres does not answer within " + PING_SECONDS + " s");
        } catch (SQLException e) {
            return Optional.of("Postgres cannot be reached: " + e.getMessage());
        }
    }

    /// Waits for nothing: running transactions fail.
    @Override
    public void close() {
        sessions.close();
        pool.close();
    }

    private <T> T once(Function<Tx, T> work, boolean readOnly) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                if (readOnly) {
                    session.doWork(Database::makeReadOnly);
                }
                T result = work.apply(Tx.of(session));
                transaction.commit();
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(transaction, e);
                throw e;
            }
        }
    }

    private <T> T committingEach(Function<Tx, T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(true);
            try (StatelessSession session = sessions.openStatelessSession(connection)) {
                return work.apply(Tx.of(session));
            }
        } catch (SQLException e) {
            throw new JDBCConnectionException("no connection", e);
        }
    }

    private static void makeReadOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
    }

    private static void rollBack(Transaction transaction, Throwable cause) {
        try {
            if (transaction.isActive() || transaction.getStatus().canRollback()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private <T> T retrying(Supplier<T> attempt) {
        for (int retry = 0; ; retry++) {
            try {
                return attempt.get();
            } catch (RuntimeException e) {
                if (!SqlErrors.isRetryable(e) || retry + 1 >= ATTEMPTS) {
                    throw SqlErrors.toMcm(e);
                }
                LOG.atDebug()
                        .addKeyValue("retry", retry)
                        .setCause(e)
                        .log("Transaction is repeated");
                pause(BACKOFF.delay(retry, random));
            }
        }
    }

    private static void pause(Duration delay) {
        try {
            SystemTime.SYSTEM.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw McmException.unavailable(
                    "interrupted while waiting to repeat a transaction", Duration.ofSeconds(1), e);
        }
    }
}
