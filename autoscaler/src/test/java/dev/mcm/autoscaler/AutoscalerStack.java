package dev.mcm.autoscaler;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.service.RunningService;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.stack.ServiceStack;
import java.time.Duration;
import java.util.HashMap;
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
    private final ServiceStack stack = ServiceStack.start(KafkaOptions.temporary());
    private final Producer<byte[], byte[]> producer = stack.clients().producer("metrics", Map.of());
    private final ScheduledExecutorService planes = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Map<String, Double>> traffic = new ConcurrentHashMap<>();
    private volatile int ready = 5;

    AutoscalerStack() {
        execute("INSERT INTO organizations VALUES ('acme', 'Acme', '{}', true, true, 1, now())");
        execute("INSERT INTO models VALUES ('m-0000000001', 'acme', 'model', now())");
        execute("INSERT INTO deployment_specs VALUES (repeat('0', 64), '', now())");
        planes.scheduleAtFixedRate(
                () -> traffic.forEach(this::report), 0, 250, TimeUnit.MILLISECONDS);
    }

    RunningService start(Map<String, String> settings) throws Exception {
        Map<String, String> own =
                new HashMap<>(
                        Map.of(
                                "LEASE_TTL", "1s",
                                "TICK", "200ms",
                                "RESYNC", "200ms",
                                "CHECKPOINT", "200ms"));
        own.putAll(settings);
        return stack.run(AutoscalerApp.SERVICE, own);
    }

    /// Registers a plane, with its metrics topic.
    void plane(String id) throws InterruptedException {
        execute(
                "INSERT INTO planes VALUES (?, 'aws', 'us-east-1', 'http://x', 'none', 'http://x',"
                        + " false, false, '', 1, now(), now())",
                id);
        execute("INSERT INTO plane_states VALUES (?, 'LIVE', '', now())", id);
        try (Admin admin = stack.clients().admin("topics")) {
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
                        + " 'PLACED', now()) ON CONFLICT (deployment_id, plane_id, instance_type,"
                        + " revision) DO UPDATE SET replicas = excluded.replicas",
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
                if (PlaneNames.metricsPartition(deployment, TopicSpecs.METRICS_PARTITIONS) == own) {
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
        stack.control().execute(sql, values);
    }

    /// First column of all rows, joined by commas.
    String query(String sql, Object... values) {
        return stack.control().text(sql, values);
    }

    @Override
    public void close() {
        planes.shutdownNow();
        stack.stopAll();
        producer.close(Duration.ofSeconds(1));
        stack.close();
    }
}
