package dev.mcm.gsm;

import dev.mcm.lsm.LsmMain;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.postgres.PostgresServer;
import dev.mcm.testkit.postgres.TestPostgres;
import dev.mcm.testkit.process.Await;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// A real Postgres and a real broker; GSM and LSM in processes of their own.
final class GsmStack implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(45);

    final KafkaBroker kafka;
    private final PostgresServer postgres;
    private final MigratedDatabases databases;
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<RunningService> services = new ArrayList<>();

    GsmStack(KafkaOptions options) {
        kafka = TestKafka.start(options);
        postgres = TestPostgres.newServer();
        databases = MigratedDatabases.on(postgres);
    }

    KafkaClients clients() {
        return KafkaClients.of(KafkaConfig.plain(kafka.bootstrap()), "test");
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
        return start(JavaCommand.of(GsmMain.class).environment(gsmEnvironment()));
    }

    /// GSM in this process, which starts faster.
    RunningService runGsm() throws Exception {
        RunningService running =
                RunningService.start(GsmApp.SERVICE, gsmEnvironment(), SystemTime.SYSTEM);
        services.add(running);
        return running;
    }

    private Map<String, String> gsmEnvironment() {
        Map<String, String> env = new TreeMap<>();
        putPostgres(env, "MCM_GSM_POSTGRES_", databases.control("mcm_gsm"));
        putPostgres(env, "MCM_GSM_OBSERVED_POSTGRES_", databases.observed("mcm_gsm"));
        env.put("MCM_GSM_SILENT_AFTER", "4s");
        env.put("MCM_GSM_UNREADABLE_AFTER", "5s");
        env.put("MCM_GSM_ROLLUP_INTERVAL", "100ms");
        env.put("MCM_GSM_LEASE_TTL", "2s");
        env.put("MCM_GSM_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrap());
        env.put("MCM_GSM_HTTP_HOST", "127.0.0.1");
        env.put("MCM_GSM_HTTP_PORT", Integer.toString(FreePorts.one()));
        env.put("MCM_GSM_SHUTDOWN_QUIET_PERIOD", "0s");
        return env;
    }

    private static void putPostgres(
            Map<String, String> env, String prefix, PostgresConfig postgres) {
        env.put(prefix + "URL", postgres.url());
        env.put(prefix + "USER", postgres.user());
        env.put(prefix + "PASSWORD", postgres.password().reveal());
    }

    ChildProcess startLsm(SimulatedPlane plane, String bootstrap) throws IOException {
        Path kubeconfig = Files.createTempFile("plane-", ".kubeconfig");
        plane.writeKubeconfig(kubeconfig);
        return start(
                JavaCommand.of(LsmMain.class)
                        .environment(
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

    private ChildProcess start(JavaCommand command) {
        ChildProcess process = command.start();
        processes.add(process);
        return process;
    }

    void execute(String database, String... statements) {
        postgres.execute(name(database), statements);
    }

    /// This stack's database that stands for `mcm` or `mcm_observed`.
    private String name(String database) {
        return switch (database) {
            case "mcm" -> databases.databases().control();
            case "mcm_observed" -> databases.databases().observed();
            default -> throw new IllegalArgumentException("database: " + database);
        };
    }

    /// First column of the first row; empty text when there is none.
    String text(String database, String sql) {
        List<String> column = column(database, sql);
        return column.isEmpty() ? "" : column.getFirst();
    }

    /// First column.
    List<String> column(String database, String sql) {
        try (Connection connection = postgres.dataSource(name(database)).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// Waits until the query's first value is `expected`.
    void await(String database, String sql, String expected) {
        Await.until(
                () -> sql + " = '" + expected + "' (is '" + text(database, sql) + "')\n" + logs(),
                LIMIT,
                () -> text(database, sql).equals(expected));
    }

    void killAll() {
        processes.forEach(ChildProcess::killHard);
        processes.clear();
        services.forEach(RunningService::close);
        services.clear();
    }

    /// Empties what GSM and ATC have written. With no GSM running.
    void forgetPlanes() {
        execute(
                "mcm",
                "TRUNCATE plane_liveness, plane_capacity, deployment_observed",
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
        TopicPartition partition = new TopicPartition(topic + TopicSpecs.DEAD_LETTERS_SUFFIX, 0);
        List<String> values = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = clients().consumer("dead-letters", Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Await.until(
                    "a dead letter of " + topic,
                    LIMIT,
                    () -> {
                        consumer.poll(Duration.ofMillis(200))
                                .forEach(record ->
                                        values.add(
                                                new String(
                                                        record.value(), StandardCharsets.UTF_8)));
                        return !values.isEmpty();
                    });
        }
        return values;
    }

    private String logs() {
        StringBuilder logs = new StringBuilder();
        processes.forEach(process -> logs.append(process.logTail()).append('\n'));
        return logs.toString();
    }

    @Override
    public void close() {
        killAll();
        kafka.close();
        databases.close();
        postgres.close();
    }
}
