package dev.mcm.testkit.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One temporary server per JVM for all test classes, and cheap databases on it that isolate them
/// from each other. Started at the first use, gone with the JVM. Thread-safe.
public final class TestPostgres {
    private final EmbeddedPostgresServer server;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, TestDatabases> templates = new HashMap<>();

    private TestPostgres(EmbeddedPostgresServer server) {
        this.server = server;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
    }

    /// The server of this JVM.
    public static TestPostgres shared() {
        return Holder.SHARED;
    }

    public EmbeddedPostgresServer server() {
        return server;
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
        String suffix = "t" + count.incrementAndGet();
        String control = "mcm_" + suffix;
        String observed = "mcm_observed_" + suffix;
        server.execute(
                ClusterInit.SUPERUSER,
                "CREATE DATABASE " + control + " TEMPLATE " + controlTemplate,
                "CREATE DATABASE " + observed + " TEMPLATE " + observedTemplate);
        return new TestDatabases(server, suffix, control, observed);
    }

    private static final class Holder {
        static final TestPostgres SHARED =
                new TestPostgres(EmbeddedPostgresServer.start(PostgresOptions.temporary()));

        private Holder() {}
    }
}
