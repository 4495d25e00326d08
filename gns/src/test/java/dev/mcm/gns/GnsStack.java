package dev.mcm.gns;

import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.postgres.PostgresServer;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.stack.ServiceStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/// A real Postgres and a real broker, and GNS in processes of its own.
final class GnsStack implements AutoCloseable {
    static final Duration READY = Duration.ofSeconds(60);

    final PostgresServer postgres;
    final KafkaBroker kafka;
    private final ServiceStack stack;

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
        stack = ServiceStack.withOwnPostgres(kafkaOptions);
        postgres = stack.postgres();
        kafka = stack.kafka();
    }

    Instance startGns() {
        int port = FreePorts.one();
        Map<String, String> own =
                Map.of(
                        "POSTGRES_POOL_SIZE",
                        "2",
                        "ENVIRONMENT",
                        suffix(),
                        "HTTP_PORT",
                        Integer.toString(port),
                        "LEASE_TTL",
                        "3s");
        // The service's own log settings, with the warnings of Kafka's clients.
        ChildProcess process =
                stack.spawn(
                        JavaCommand.of(GnsMain.class)
                                .jvmFlags("-Dlogback.configurationFile=logback.xml")
                                .environment(stack.environment("gns", own)));
        return new Instance(process, port);
    }

    private String suffix() {
        return stack.databases().databases().suffix();
    }

    Instance startStreaming() {
        Instance instance = startGns();
        instance.awaitStreaming();
        return instance;
    }

    void execute(String... statements) {
        for (String statement : statements) {
            stack.control().execute(statement);
        }
    }

    /// Name of the slot of that generation.
    String slot(int generation) {
        return "mcm_gns_" + suffix() + "_g" + generation;
    }

    /// The control database, as superuser.
    DataSource control() {
        return stack.control().source();
    }

    /// First column of all rows, joined by commas.
    String queryText(String sql) {
        return stack.control().text(sql);
    }

    /// Kills all instances hard and forgets them.
    void killAll() {
        stack.stopAll();
    }

    @Override
    public void close() {
        stack.close();
    }
}
