package dev.mcm.testkit.postgres;

import dev.mcm.testkit.server.ServerSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One server per JVM for all test classes, from where [ServerSource] says, and cheap databases on
/// it that isolate them from each other. Started at the first use, given up with the JVM.
/// Thread-safe.
public final class TestPostgres {
    private static @Nullable TestPostgres shared;

    private final PostgresServer server;
    private final String prefix;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, TestDatabases> templates = new HashMap<>();

    private TestPostgres(PostgresServer server) {
        this.server = server;
        this.prefix = prefix(server);
    }

    /// The server of this JVM. Where there is none to be had the test is skipped.
    public static synchronized TestPostgres shared() {
        TestPostgres found = shared;
        if (found == null) {
            found = new TestPostgres(newServer());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(found::giveUp));
            shared = found;
        }
        return found;
    }

    /// A server that no other test of this JVM uses; one that runs already is always the same.
    public static PostgresServer newServer() {
        return switch (ServerSource.current()) {
            case ServerSource.Embedded _ ->
                    EmbeddedPostgresServer.start(PostgresOptions.temporary());
            case ServerSource.Containers containers ->
                    RemotePostgresServer.container(containers.postgresImage());
            case ServerSource.Addresses addresses -> RemotePostgresServer.at(addresses);
        };
    }

    /// A server that others use too needs names that they do not use.
    private static String prefix(PostgresServer server) {
        return switch (server) {
            case EmbeddedPostgresServer _ -> "t";
            case RemotePostgresServer _ ->
                    "t" + HexFormat.of().toHexDigits((short) ProcessHandle.current().pid()) + "_";
        };
    }

    public PostgresServer server() {
        return server;
    }

    /// Databases of its own on another server.
    static TestPostgres on(PostgresServer server) {
        return new TestPostgres(server);
    }

    /// Two empty databases; the caller applies the migrations.
    public TestDatabases freshDatabases() {
        return create("template1", "template1");
    }

    /// Copies of two databases that `prepare` has filled (migrations, reference rows): it runs once
    /// per JVM and `key`, and must leave no connection open.
    public synchronized TestDatabases freshDatabases(String key, Consumer<TestDatabases> prepare) {
        TestDatabases template = templates.get(key);
        if (template == null) {
            template = freshDatabases();
            prepare.accept(template);
            templates.put(key, template);
        }
        return create(template.control(), template.observed());
    }

    private TestDatabases create(String controlTemplate, String observedTemplate) {
        String suffix = prefix + count.incrementAndGet();
        String control = "mcm_" + suffix;
        String observed = "mcm_observed_" + suffix;
        server.execute(
                ClusterInit.SUPERUSER,
                "DROP DATABASE IF EXISTS " + control,
                "DROP DATABASE IF EXISTS " + observed,
                "CREATE DATABASE " + control + " TEMPLATE " + controlTemplate,
                "CREATE DATABASE " + observed + " TEMPLATE " + observedTemplate);
        return new TestDatabases(server, suffix, control, observed);
    }

    /// Nothing of a test stays on a server that others use too.
    private synchronized void giveUp() {
        if (server instanceof RemotePostgresServer) {
            templates.values().forEach(TestDatabases::close);
        }
        server.close();
    }
}
