package dev.mcm.scheduler;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.table.Table;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.stack.ServiceStack;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A real Postgres and a real broker, the Scheduler in this process, and the test in the place of
/// all other services.
final class SchedulerStack implements AutoCloseable {

    private final ServiceStack stack = ServiceStack.start(KafkaOptions.temporary());
    private long published;
    private final Producer<byte[], byte[]> producer = stack.clients().producer("changes", Map.of());

    SchedulerStack() throws InterruptedException {
        try (Admin admin = stack.clients().admin("topics")) {
            Topics.ensure(admin, Set.of(TopicSpecs.changes(Table.SCALE_TARGETS)), (short) 1);
        }
        execute("INSERT INTO organizations VALUES ('acme', 'Acme', '{}', true, true, 1, now())");
        execute("INSERT INTO models VALUES ('m-0000000001', 'acme', 'model', now())");
    }

    /// The control database, as a service sees it.
    Database database(String service) {
        return Database.open(
                stack.databases().control("mcm_" + service), DatabaseName.CONTROL, service);
    }

    RunningService start(Map<String, String> settings) throws Exception {
        Map<String, String> own = new HashMap<>(Map.of("LEASE_TTL", "1s"));
        own.putAll(settings);
        return stack.run(SchedulerApp.SERVICE, own);
    }

    void plane(String id, int h100) {
        execute(
                "INSERT INTO planes VALUES (?, 'aws', 'us-east-1', 'http://x', 'none', 'http://x',"
                        + " false, false, '', 1, now(), now())",
                id);
        execute("UPDATE planes SET identity = 'KNOWN', cluster_id = 'uid-' || id WHERE id = ?", id);
        execute("INSERT INTO plane_liveness VALUES (?, 'LIVE', 1, now())", id);
        execute("INSERT INTO plane_probes VALUES (?, true, '', now())", id);
        capacity(id, h100);
    }

    void capacity(String plane, int h100) {
        NodeClass.Builder node =
                NodeClass.newBuilder()
                        .setNodeCount(1)
                        .setGpuType("H100")
                        .setFreeCpuMilli(64_000)
                        .setFreeMemoryMib(64_000);
        for (int gpu = 0; gpu < h100; gpu++) {
            node.addFreeGpuMilli(1000);
        }
        byte[] classes = NodeClasses.newBuilder().addClasses(node).build().toByteArray();
        execute(
                "INSERT INTO plane_capacity VALUES (?, 'H100', 0, ?, 1, 0, 0, 0, 1, 1, now()) ON"
                        + " CONFLICT (plane_id, gpu_type, part) DO UPDATE SET classes ="
                        + " excluded.classes",
                plane,
                classes);
    }

    void deployment(String id, int desired) {
        Shape shape =
                Shape.newBuilder()
                        .setCpuMilli(1000)
                        .setMemoryMib(1000)
                        .setGpuCount(1)
                        .setGpuMilli(1000)
                        .setGpuType("H100")
                        .build();
        ResolvedSpec resolved =
                ResolvedSpec.newBuilder()
                        .setSpec(DeploymentSpec.newBuilder().setImage("x:1"))
                        .addOptions(
                                ShapeOption.newBuilder().setInstanceType("h100").setShape(shape))
                        .build();
        StoredSpec spec = StoredSpec.of(resolved);
        execute(
                "INSERT INTO deployment_specs VALUES (?, ?, now()) ON CONFLICT DO NOTHING",
                spec.hash().value(),
                spec.body().toByteArray());
        execute(
                "INSERT INTO deployments VALUES (?, 'acme', 'm-0000000001', ?, 1, ?, 0, 0, 9, 60,"
                        + " 900, 1, 70, 50, 'ACTIVE', 1, '', now(), now())",
                id,
                id,
                spec.hash().value());
        desire(id, desired);
    }

    /// The deployment's spec becomes one that cannot be: with less than no GPU.
    void spoil(String deployment) {
        ResolvedSpec wrong =
                ResolvedSpec.newBuilder()
                        .setSpec(DeploymentSpec.newBuilder().setImage("x:2"))
                        .addOptions(
                                ShapeOption.newBuilder()
                                        .setInstanceType("h100")
                                        .setShape(Shape.newBuilder().setGpuCount(-1)))
                        .build();
        StoredSpec spec = StoredSpec.of(wrong);
        execute(
                "INSERT INTO deployment_specs VALUES (?, ?, now()) ON CONFLICT DO NOTHING",
                spec.hash().value(),
                spec.body().toByteArray());
        execute(
                "UPDATE deployments SET spec_hash = ?, version = version + 1 WHERE id = ?",
                spec.hash().value(),
                deployment);
    }

    void desire(String deployment, int desired) {
        execute(
                "INSERT INTO scale_targets VALUES (?, ?, 'CONCURRENCY', '', 1, now())"
                        + " ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired",
                deployment,
                desired);
    }

    /// What GNS would publish of a change of `scale_targets`.
    void publishChange(String deployment) throws ExecutionException, InterruptedException {
        ChangeEvent event =
                ChangeEvent.newBuilder()
                        .setTable(Table.SCALE_TARGETS.text())
                        .setEpoch(1)
                        .setEndLsn(++published)
                        .setOp(Op.OP_UPDATE)
                        .addKey(
                                Column.newBuilder()
                                        .setName("deployment_id")
                                        .setStringValue(deployment))
                        .build();
        byte[] key = deployment.getBytes(StandardCharsets.UTF_8);
        String topic = TopicSpecs.changes(Table.SCALE_TARGETS).name();
        producer.send(new ProducerRecord<>(topic, key, event.toByteArray())).get();
    }

    int placed(String deployment, String plane) {
        return Integer.parseInt(
                query(
                        "SELECT coalesce(sum(replicas), 0) FROM placements WHERE deployment_id = ?"
                                + " AND plane_id = ?",
                        deployment,
                        plane));
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
        stack.stopAll();
        producer.close();
        stack.close();
    }
}
