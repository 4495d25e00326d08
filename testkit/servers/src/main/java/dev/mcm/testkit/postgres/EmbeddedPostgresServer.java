package dev.mcm.testkit.postgres;

import dev.mcm.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A real Postgres server on 127.0.0.1: durable (fsync, full_page_writes and synchronous_commit are
/// on, checked at each start), `wal_level=logical`, login by password only. It works as root and as
/// a normal user, and does not survive this JVM, however that ends; a kept directory does.
///
/// Thread-safe; start and stop exclude each other.
public final class EmbeddedPostgresServer implements PostgresServer {
    private static final String HOST = "127.0.0.1";

    private final ServerDirectory directory;
    private final PostgresBinaries binaries;
    private final ServerAccount account;
    private final PostgresOptions options;
    private final int port;
    private String password;
    private @Nullable ServerProcess process;

    private EmbeddedPostgresServer(
            ServerDirectory directory,
            PostgresBinaries binaries,
            ServerAccount account,
            PostgresOptions options) {
        this.directory = directory;
        this.binaries = binaries;
        this.account = account;
        this.options = options;
        this.port = options.port() == 0 ? FreePorts.one() : options.port();
        this.password = directory.password();
    }

    /// Returns when the server accepts connections; under 2 s once the binaries are unpacked.
    public static EmbeddedPostgresServer start(PostgresOptions options) {
        return start(options, ServerAccount.ofThisMachine());
    }

    static EmbeddedPostgresServer start(PostgresOptions options, ServerAccount account) {
        Path cache = cacheDirectory(account);
        PostgresBinaries binaries = PostgresBinaries.unpackedUnder(cache);
        ClusterInit init = new ClusterInit(binaries, account);
        EmbeddedPostgresServer server =
                new EmbeddedPostgresServer(open(options, init, cache), binaries, account, options);
        try {
            server.restart();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static ServerDirectory open(PostgresOptions options, ClusterInit init, Path cache) {
        try {
            return options.directory() == null
                    ? ServerDirectory.temporary(init, cache)
                    : ServerDirectory.kept(options.directory(), init, options.password());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot prepare a Postgres directory for " + options.directory(), e);
        }
    }

    /// Another account than ours cannot look into our home directory.
    private static Path cacheDirectory(ServerAccount account) {
        if (!account.ownsFilesAs().isEmpty()) {
            return Path.of("/var/tmp/mcm-cache");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg == null || xdg.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "mcm")
                : Path.of(xdg, "mcm");
    }

    public int port() {
        return port;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    @Override
    public String superuser() {
        return ClusterInit.SUPERUSER;
    }

    @Override
    public synchronized String password() {
        return password;
    }

    /// Where the server logs to.
    public Path log() {
        return directory.log();
    }

    /// Process id of the server's main process.
    ///
    /// @throws IllegalStateException when the server is stopped
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("the Postgres server on port " + port + " is stopped");
        }
        return process.pid();
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /// Stops a running server in order and starts it again: same port, same data, same password.
    public synchronized void restart() {
        stop();
        clearOrphan();
        directory.writeConfiguration(PostgresSettings.configurationFile(port, options.settings()));
        ServerProcess started =
                ServerProcess.start(binaries, account, directory.data(), directory.log());
        process = started;
        started.awaitReady();
        RequiredSettings.check(dataSource(ClusterInit.SUPERUSER));
        if (options.password() != null) {
            setPassword(options.password());
        }
    }

    private void clearOrphan() {
        try {
            OrphanedServer.clear(directory.data());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot look for an earlier server in " + directory.data(), e);
        }
    }

    private void setPassword(String wanted) {
        if (!wanted.equals(password)) {
            execute(
                    ClusterInit.SUPERUSER,
                    "ALTER ROLE " + superuser() + " PASSWORD '" + wanted.replace("'", "''") + "'");
            directory.rememberPassword(wanted);
            password = wanted;
        }
    }

    /// Fast shutdown: clients are disconnected, transactions in flight rolled back. Does nothing
    /// when stopped already.
    public synchronized void stop() {
        if (process != null && process.isAlive()) {
            process.stop();
        }
        process = null;
    }

    /// SIGKILL to all of the server's processes; [#restart] then goes through crash recovery.
    public synchronized void killHard() {
        if (process != null) {
            process.killHard();
        }
        process = null;
    }

    /// Stops the server and gives its directory up; deletes a temporary one.
    @Override
    public synchronized void close() {
        if (directory.isTemporary() && process != null && process.isAlive()) {
            process.quit();
            process = null;
        }
        stop();
        directory.close();
    }
}
