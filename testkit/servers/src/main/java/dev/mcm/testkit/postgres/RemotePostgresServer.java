package dev.mcm.testkit.postgres;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.server.Containers;
import dev.mcm.testkit.server.ServerSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// A server that does not belong to this JVM's process tree: a container, or one that runs already.
public final class RemotePostgresServer implements PostgresServer {
    private static final Duration ANSWERS = Duration.ofSeconds(30);

    private final String address;
    private final String user;
    private final String password;
    private final Runnable giveUp;

    private RemotePostgresServer(String address, String user, String password, Runnable giveUp) {
        this.address = address;
        this.user = user;
        this.password = password;
        this.giveUp = giveUp;
    }

    /// A new container with the settings of the embedded server, removed on close.
    static RemotePostgresServer container(String image) {
        Map<String, String> settings = new TreeMap<>(PostgresSettings.DEFAULTS);
        settings.putAll(PostgresSettings.REQUIRED);
        String password = ClusterInit.newPassword();
        Containers.Running running = Containers.postgres(image, password, settings);
        return checked(
                new RemotePostgresServer(
                        running.host() + ":" + running.port(),
                        ClusterInit.SUPERUSER,
                        password,
                        running::close));
    }

    /// A server that runs already; close leaves it alone.
    static RemotePostgresServer at(ServerSource.Addresses addresses) {
        return checked(
                new RemotePostgresServer(
                        addresses.postgres(), addresses.user(), addresses.password(), () -> {}));
    }

    private static RemotePostgresServer checked(RemotePostgresServer server) {
        try {
            // A container's first start opens the port before it has set the password.
            Waiting.holdsWithin(ANSWERS, server::answers);
            RequiredSettings.check(server.dataSource(ClusterInit.SUPERUSER));
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private boolean answers() {
        try (Connection connection = dataSource(ClusterInit.SUPERUSER).getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    @Override
    public String superuser() {
        return user;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public void close() {
        giveUp.run();
    }
}
