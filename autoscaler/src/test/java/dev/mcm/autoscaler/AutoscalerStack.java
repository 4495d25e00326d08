package dev.mcm.autoscaler;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A real Postgres and a real broker, the Autoscaler in this process, and the test in the place of
/// planes and other services.
final class AutoscalerStack implements AutoCloseable {
    private final MigratedDatabases databases = MigratedDatabases.fresh();
    private final KafkaBroker kafka = TestKafka.start(KafkaOptions.temporary());
    private final KafkaClients clients =
            KafkaClients.of(KafkaConfig.plain(kafka.bootstrap()), "test");
    private final Producer<byte[], byte[]> producer = clients.producer("metrics", Map.of());
    private final ScheduledExecutorService planes = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Map<String, Double>> traffic = new ConcurrentHashMap<>();
    private final List<RunningService> running = new ArrayList<>();
    private volatile int ready = 5;

    AutoscalerStack() {
        execute("INSERT INTO organizations VALUES ('acme', 'Acme', '{}', true, true, 1, now())");
        execute("INSERT INTO models VALUES ('m-0000000001', 'acme', 'model', now())");
        execute("INSERT INTO deployment_specs VALUES (repeat('0', 64), '', now())");
        planes.scheduleAtFixedRate(
                () -> traffic.forEach(this::report), 0, 250, TimeUnit.MILLISECONDS);
    }

    RunningService start(Map<String, String> settings) throws Exception {
        PostgresConfig postgres = databases.control("mcm_autoscaler");
        Map<String, String> env = new HashMap<>();
        env.put("MCM_AUTOSCALER_POSTGRES_URL", postgres.url());
        env.put("MCM_AUTOSCALER_POSTGRES_USER", postgres.user());
        env.put("MCM_AUTOSCALER_POSTGRES_PASSWORD", postgres.password().reveal());
        env.put("MCM_AUTOSCALER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrap());
        env.put("MCM_AUTOSCALER_HTTP_HOST", "127.0.0.1");
        env.put("MCM_AUTOSCALER_HTTP_PORT", "0");
        env.put("MCM_AUTOSCALER_SHUTDOWN_QUIET_PERIOD", "0s");
        env.put("MCM_AUTOSCALER_LEASE_TTL", "1s");
        env.put("MCM_AUTOSCALER_TICK", "200ms");
        env.put("MCM_AUTOSCALER_RESYNC", "200ms");
        env.put("MCM_AUTOSCALER_CHECKPOINT", "200ms");
        env.putAll(settings);
        RunningService service =
                RunningService.start(AutoscalerApp.SERVICE, env, SystemTime.SYSTEM);
        running.add(service);
        return service;
    }

    /// Registers a plane, with its metrics topic.
    void plane(String id) throws InterruptedException {
        execute(
                "INSERT INTO planes VALUES (?, 'aws', 'us-east-1', 'http://x', 'none', 'http://x',"
                        + " false, false, '', 1, now(), now())",
                id);
        execute("INSERT INTO plane_states VALUES (?, 'LIVE', '', now())", id);
        try (Admin admin = clients.admin("topics")) {
            Topics.ensure(admin, Set.of(TopicSpecs.planeMetrics(new PlaneId(id))), (short) 1);
        }
    }

    void deployment(String id, int max, Duration delay) {
        execute(
                "INSERT INTO deployments VALUES (?, 'acme', 'm-0000000001', ?, 1, repeat('0', 64),"
                        + " 0, 0, ?, 10, ?, 1, 100, 50, 'ACTIVE', 1, '', now(), now())",
                id,
                id,
                max,
                (int) delay.toSeconds());
    }

    void placed(String deployment, String plane, int replicas) {
        execute(
                "INSERT INTO placements VALUES (?, ?, 'h100', ?, 1, nextval('placement_versions'),"
                    + " 'PLACED', now()) ON CONFLICT (deployment_id, plane_id, instance_type) DO"
                    + " UPDATE SET replicas = excluded.replicas",
                deployment,
                plane,
                replicas);
    }

    /// From now on the plane reports this demand four times a second.
    void traffic(String plane, Map<String, Double> demand) {
        traffic.put(plane, Map.copyOf(demand));
    }

    /// Ready replicas that each plane's gateway reports of each deployment.
    void readyAtTheGateways(int replicas) {
        ready = replicas;
    }

    /// What GSM has seen of a deployment's pods on a plane.
    void observed(String deployment, String plane, int bound, int readyPods) {
        execute(
                "INSERT INTO deployment_observed VALUES (?, ?, 'h100', 1, ?, ?, ?, ?, 0, '', '', 1,"
                    + " 1, now()) ON CONFLICT (deployment_id, plane_id, instance_type) DO UPDATE"
                    + " SET ready = excluded.ready",
                deployment,
                plane,
                bound,
                bound,
                readyPods,
                readyPods);
    }

    void silence(String plane) {
        traffic.remove(plane);
    }

    private void report(String plane, Map<String, Double> demand) {
        for (int partition = 0; partition < TopicSpecs.METRICS_PARTITIONS; partition++) {
            PlaneMetrics.Builder metrics =
                    PlaneMetrics.newBuilder().setPlaneId(plane).setEpoch(1).setComplete(true);
            int own = partition;
            demand.forEach((deployment, value) -> {
                if (Fnv1a.bucket(deployment, TopicSpecs.METRICS_PARTITIONS) == own) {
                    metrics.addSamples(
                            DeploymentSample.newBuilder()
                                    .setDeploymentId(deployment)
                                    .setInFlight(value)
                                    .setReadyReplicas(ready));
                }
            });
            producer.send(
                    new ProducerRecord<>(
                            PlaneNames.metricsTopic(new PlaneId(plane)),
                            partition,
                            null,
                            metrics.build().toByteArray()));
        }
    }

    int desired(String deployment) {
        String desired =
                query("SELECT desired FROM scale_targets WHERE deployment_id = ?", deployment);
        return desired.isEmpty() ? -1 : Integer.parseInt(desired);
    }

    void execute(String sql, Object... values) {
        try (Connection connection = databases.databases().controlDataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// First column of all rows, joined by commas.
    String query(String sql, Object... values) {
        try (Connection connection = databases.databases().controlDataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return String.join(",", rows);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() {
        planes.shutdownNow();
        running.forEach(RunningService::close);
        producer.close(Duration.ofSeconds(1));
        kafka.close();
        databases.close();
    }
}
