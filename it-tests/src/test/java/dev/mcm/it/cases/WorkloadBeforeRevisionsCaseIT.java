package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.ServiceProcess;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An upgrade with running deployments: the row and the object are as the code before revisions
/// made them (a Kubernetes Deployment for each instance type), all services are of today.
@Tag("long")
final class WorkloadBeforeRevisionsCaseIT {
    private static final String PLANE = "plane-1";
    private static final String NAMESPACE = "mcm-" + TestStack.ORGANIZATION;
    private static final int REPLICAS = 2;

    /// Longer than every resync of the local timing.
    private static final Duration AFTERMATH = Duration.ofSeconds(25);

    private TestStack stack;

    @BeforeEach
    void start() {
        stack = TestStack.own(1);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void keepsItsPodsAndHandsOverWithTheNextImage() throws InterruptedException, SQLException {
        var _ = serve("neighbour");
        ServiceProcess scheduler = stack.local().service("scheduler");
        ServiceProcess atc = stack.local().service("atc");
        scheduler.killHard();
        Deployment created = create("before");
        String id = created.getId();
        atc.killHard();
        install(created, place(id));
        Waiting.until("its pods", TestStack.PATIENCE, () -> stack.readyPodCount(id) == REPLICAS);
        Set<String> before = uids(id);

        atc.start();
        scheduler.start();
        atc.awaitReady();
        scheduler.awaitReady();
        awaitActive(id);
        Waiting.pause(AFTERMATH);
        assertThat(uids(id)).as("pods after the upgrade").isEqualTo(before);
        assertThat(kinds(id))
                .as("rows after the upgrade")
                .isEqualTo(Map.of("DEPLOYMENT", REPLICAS));

        try (ReadyRecord ready = new ReadyRecord(stack, id)) {
            Cases.update(stack, id, "before:2");
            Waiting.until(
                    () -> "the new image, now " + Cases.tags(stack, id) + "; " + ready,
                    TestStack.PATIENCE,
                    () ->
                            Cases.tags(stack, id).equals(Map.of("2", (long) REPLICAS))
                                    && stack.readyPodCount(id) == REPLICAS
                                    && deployments(id) == 0);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(REPLICAS);
        }
        awaitActive(id);
        Set<String> after = uids(id);
        Waiting.pause(AFTERMATH);
        assertThat(uids(id)).as("pods some time later").isEqualTo(after);
        assertThat(kinds(id)).isEqualTo(Map.of("REPLICA_SET", REPLICAS));
    }

    private Deployment create(String name) {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/" + name + ":1")
                        .setResources(Resources.newBuilder().setCpuMilli(500).setMemoryMib(512))
                        .build();
        return stack.create(name, spec, Cases.always(REPLICAS));
    }

    /// So that the organisation has its namespace on the plane.
    private String serve(String name) throws InterruptedException {
        String id = create(name).getId();
        awaitActive(id);
        return id;
    }

    private void awaitActive(String id) throws InterruptedException {
        stack.await(
                "all ready and nothing to do",
                id,
                d ->
                        d.getReplicas().getReady() == REPLICAS
                                && d.getStatus() == DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE);
    }

    /// The row that the Scheduler before revisions wrote.
    ///
    /// @return its version
    private long place(String id) throws SQLException {
        try (Connection connection = stack.local().postgres().dataSource("mcm").getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO placements (deployment_id, plane_id, instance_type,"
                                        + " replicas, deployment_version, version, reason,"
                                        + " decided_at) VALUES (?, ?, 'custom', ?, 1,"
                                        + " nextval('placement_versions'), 'PLACED', now())"
                                        + " RETURNING version")) {
            insert.setString(1, id);
            insert.setString(2, PLANE);
            insert.setInt(3, REPLICAS);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// The object that the pusher before revisions applied.
    private void install(Deployment deployment, long version) {
        stack.plane(PLANE)
                .resource(
                        template()
                                .replace("DEPLOYMENT", deployment.getId())
                                .replace("MODEL", deployment.getModelId())
                                .replace("VERSION", Long.toString(version)))
                .fieldManager(PlaneNames.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    private static String template() {
        try (InputStream text =
                Objects.requireNonNull(
                        WorkloadBeforeRevisionsCaseIT.class.getResourceAsStream(
                                "workload-before-revisions.json"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> uids(String id) {
        return stack.pods(PLANE, id).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private int deployments(String id) {
        KubernetesClient plane = stack.plane(PLANE);
        return plane.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                .list()
                .getItems()
                .size();
    }

    /// Replicas that are placed, by the kind of what runs them.
    private Map<String, Integer> kinds(String id) throws SQLException {
        try (Connection connection = stack.local().postgres().dataSource("mcm").getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT workload_kind, sum(replicas) FROM placements WHERE"
                                        + " deployment_id = ? AND replicas > 0 GROUP BY 1")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Integer> kinds = new TreeMap<>();
                while (rows.next()) {
                    kinds.put(rows.getString(1), rows.getInt(2));
                }
                return kinds;
            }
        }
    }
}
