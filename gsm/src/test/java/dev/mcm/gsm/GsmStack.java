package dev.mcm.gsm;

import dev.mcm.lsm.LsmMain;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.stack.Rows;
import dev.mcm.testkit.stack.ServiceStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// A real Postgres and a real broker; GSM and LSM in processes of their own.
final class GsmStack implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(45);

    final KafkaBroker kafka;
    private final ServiceStack stack;

    GsmStack(KafkaOptions options) {
        stack = ServiceStack.withOwnPostgres(options);
        kafka = stack.kafka();
    }

    KafkaClients clients() {
        return stack.clients();
    }

    /// As ATC does it.
    void register(String plane) throws InterruptedException {
        PlaneId id = new PlaneId(plane);
        try (Admin admin = clients().admin("register")) {
            Topics.ensure(
                    admin,
                    List.of(TopicSpecs.planeState(id), TopicSpecs.planeMetrics(id)),
                    (short) 1);
        }
        execute(
                "mcm",
                "INSERT INTO planes (id, provider, region, api_url, credentials_ref, gateway_url,"
                        + " created_at, updated_at) VALUES ('"
                        + plane
                        + "', 'sim', 'here', 'http://x', 'ref', 'http://y', now(), now())");
    }

    /// GSM in a process of its own, which can be killed and paused.
    ChildProcess startGsm() {
        return startGsm(JavaCommand.of(GsmMain.class));
    }

    /// Another build's GSM in a process of its own.
    ChildProcess startGsm(JavaCommand program) {
        return stack.spawn(program.environment(stack.environment("gsm", gsmSettings())));
    }

    /// GSM in this process, which starts faster.
    RunningService runGsm() throws Exception {
        return stack.run(GsmApp.SERVICE, gsmSettings());
    }

    /// GSM in this process, with other settings.
    RunningService runGsm(Map<String, String> settings) throws Exception {
        Map<String, String> all = gsmSettings();
        all.putAll(settings);
        return stack.run(GsmApp.SERVICE, all);
    }

    /// GSM in this process, with another idea of what time it is.
    RunningService runGsm(Duration ahead) throws Exception {
        return stack.run(GsmApp.SERVICE, gsmSettings(), new ShiftedTime(ahead));
    }

    private Map<String, String> gsmSettings() {
        Map<String, String> settings = stack.observedSettings("gsm");
        settings.put("SILENT_AFTER", "4s");
        settings.put("UNREADABLE_AFTER", "5s");
        settings.put("ROLLUP_INTERVAL", "100ms");
        settings.put("LEASE_TTL", "2s");
        return settings;
    }

    ChildProcess startLsm(SimulatedPlane plane, String bootstrap) throws IOException {
        return startLsm(JavaCommand.of(LsmMain.class), plane, bootstrap);
    }

    /// Another build's LSM.
    ChildProcess startLsm(JavaCommand program, SimulatedPlane plane, String bootstrap)
            throws IOException {
        Path kubeconfig = Files.createTempFile("plane-", ".kubeconfig");
        plane.writeKubeconfig(kubeconfig);
        return stack.spawn(
                program.environment(
                        Map.of(
                                "MCM_LSM_PLANE_ID",
                                plane.id(),
                                "MCM_LSM_KUBECONFIG",
                                kubeconfig.toString(),
                                "MCM_LSM_METRICS_URL",
                                plane.metricsUrl(),
                                "MCM_LSM_KAFKA_BOOTSTRAP_SERVERS",
                                bootstrap,
                                "MCM_LSM_HEARTBEAT_INTERVAL",
                                "500ms",
                                "MCM_LSM_METRICS_INTERVAL",
                                "200ms",
                                "MCM_LSM_HTTP_HOST",
                                "127.0.0.1",
                                "MCM_LSM_HTTP_PORT",
                                Integer.toString(FreePorts.one()),
                                "MCM_LSM_SHUTDOWN_QUIET_PERIOD",
                                "0s")));
    }

    void execute(String database, String... statements) {
        for (String statement : statements) {
            rows(database).execute(statement);
        }
    }

    /// This stack's database that stands for `mcm` or `mcm_observed`.
    private Rows rows(String database) {
        return switch (database) {
            case "mcm" -> stack.control();
            case "mcm_observed" -> stack.observed();
            default -> throw new IllegalArgumentException("database: " + database);
        };
    }

    /// First column of all rows, joined by commas; empty text when there is none.
    String text(String database, String sql) {
        return rows(database).text(sql);
    }

    /// First column.
    List<String> column(String database, String sql) {
        return rows(database).column(sql);
    }

    /// Waits until the query's first value is `expected`.
    void await(String database, String sql, String expected) {
        await(database, sql, expected, LIMIT);
    }

    void await(String database, String sql, String expected, Duration limit) {
        Waiting.until(
                () ->
                        sql
                                + " = '"
                                + expected
                                + "' (is '"
                                + text(database, sql)
                                + "')\n"
                                + stack.logs(),
                limit,
                () -> text(database, sql).equals(expected));
    }

    void killAll() {
        stack.stopAll();
    }

    /// Empties what GSM and ATC have written. With no GSM running.
    void forgetPlanes() {
        execute(
                "mcm",
                "TRUNCATE plane_liveness, plane_capacity, deployment_observed, observed_cells,"
                        + " plane_quotas",
                "DELETE FROM planes",
                "DELETE FROM leases");
        execute("mcm_observed", "TRUNCATE observed_objects, open_snapshots, consumer_offsets");
    }

    /// Waits until the query says true.
    void awaitTrue(String database, String sql) {
        await(database, sql, "t");
    }

    /// Values in a topic's dead letters, from the beginning, at least one.
    List<String> deadLetters(String topic) {
        List<String> letters = new ArrayList<>();
        Waiting.until(
                "a dead letter of " + topic,
                LIMIT,
                () -> {
                    letters.addAll(deadLettersNow(topic));
                    return !letters.isEmpty();
                });
        return letters;
    }

    /// Those that are there.
    List<String> deadLettersNow(String topic) {
        return values(topic + TopicSpecs.DEAD_LETTERS_SUFFIX).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }

    /// What a topic of one partition holds, without tombstones; nothing when there is none.
    List<byte[]> values(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<byte[]> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients().consumer("reader", Map.of())) {
            if (!consumer.listTopics().containsKey(topic)) {
                return values;
            }
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> {
                            if (record.value() != null) {
                                values.add(record.value());
                            }
                        });
            }
        }
        return values;
    }

    @Override
    public void close() {
        stack.close();
    }
}
