package dev.mcm.gns;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresServer;
import dev.mcm.testkit.postgres.TestPostgres;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// A real Postgres and a real broker, and GNS in processes of its own.
final class GnsStack implements AutoCloseable {
    static final Duration READY = Duration.ofSeconds(60);

    final PostgresServer postgres;
    final KafkaBroker kafka;
    private final MigratedDatabases databases;
    private final List<ChildProcess> processes = new ArrayList<>();

    /// A GNS process.
    record Instance(ChildProcess process, int port) {
        void awaitStreaming() {
            process.awaitLog("Notifier: streaming ", READY);
        }

        void awaitReady() {
            process.awaitHttp(address("/readyz"), READY);
        }

        /// Value of a meter that has no tag but the service.
        double metric(String name) throws IOException {
            String series = name + "{service=\"gns\"} ";
            try (InputStream answer = address("/metrics").toURL().openStream()) {
                String page = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                return page.lines()
                        .filter(line -> line.startsWith(series))
                        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no meter " + name + " in\n" + page));
            }
        }

        private URI address(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }
    }

    GnsStack(KafkaOptions kafkaOptions) {
        postgres = TestPostgres.newServer();
        kafka = TestKafka.start(kafkaOptions);
        databases = MigratedDatabases.on(postgres);
    }

    Instance startGns() {
        int port = FreePorts.one();
        // The service's own log settings, with the warnings of Kafka's clients.
        ChildProcess process =
                JavaCommand.of(GnsMain.class)
                        .jvmFlags("-Dlogback.configurationFile=logback.xml")
                        .environment(environment(port))
                        .start();
        processes.add(process);
        return new Instance(process, port);
    }

    Instance startStreaming() {
        Instance instance = startGns();
        instance.awaitStreaming();
        return instance;
    }

    private Map<String, String> environment(int port) {
        PostgresConfig control = databases.control("mcm_gns");
        return Map.ofEntries(
                Map.entry("MCM_GNS_POSTGRES_URL", control.url()),
                Map.entry("MCM_GNS_POSTGRES_USER", control.user()),
                Map.entry("MCM_GNS_POSTGRES_PASSWORD", control.password().reveal()),
                Map.entry("MCM_GNS_POSTGRES_POOL_SIZE", "2"),
                Map.entry("MCM_GNS_ENVIRONMENT", databases.databases().suffix()),
                Map.entry("MCM_GNS_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrap()),
                Map.entry("MCM_GNS_HTTP_HOST", "127.0.0.1"),
                Map.entry("MCM_GNS_HTTP_PORT", Integer.toString(port)),
                Map.entry("MCM_GNS_LEASE_TTL", "2s"),
                Map.entry("MCM_GNS_WATCH_INTERVAL", "250ms"),
                Map.entry("MCM_GNS_SHUTDOWN_QUIET_PERIOD", "0s"));
    }

    void execute(String... statements) {
        postgres.execute(databases.databases().control(), statements);
    }

    /// Name of the slot of that generation.
    String slot(int generation) {
        return "mcm_gns_" + databases.databases().suffix() + "_g" + generation;
    }

    /// The control database, as superuser.
    DataSource control() {
        return databases.databases().controlDataSource();
    }

    String queryText(String sql) {
        try (Connection connection = control().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Kills all instances hard and forgets them.
    void killAll() {
        processes.forEach(ChildProcess::killHard);
        processes.clear();
    }

    @Override
    public void close() {
        killAll();
        kafka.close();
        databases.close();
        postgres.close();
    }
}
