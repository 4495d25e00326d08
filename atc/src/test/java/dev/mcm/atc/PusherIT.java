package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.v1.*;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.plane.Plane;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.PodView;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.process.Await;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PusherIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration RESYNC = Duration.ofMillis(700);

    private AtcStack atc;
    private SimulatedPlane plane;
    private Path kubeconfigs;
    private KubePlaneApis apis;
    private PlaneApi api;
    private TestPusher pusher;

    @BeforeEach
    void start() throws Exception {
        atc = new AtcStack();
        plane =
                SimulatedPlane.start(
                        PlaneOptions.of(
                                        "p1",
                                        SimulatedNode.gpu("n1", "A10", 8),
                                        SimulatedNode.cpu("n2", 32, 128))
                                .withToken("secret"));
        kubeconfigs = Files.createTempDirectory("planes");
        plane.writeKubeconfig(kubeconfigs.resolve("p1.kubeconfig"));
        apis = new KubePlaneApis(kubeconfigs, Duration.ofSeconds(1), SystemTime.SYSTEM);
        api = apis.open(row("p1", plane));
        registerAll();
        pusher = new TestPusher(atc.database(), kubeconfigs, RESYNC);
    }

    @AfterEach
    void stop() throws Exception {
        pusher.stop();
        api.close();
        apis.close();
        plane.close();
        atc.close();
    }

    @Test
    void aPlacementRunsAndItsPushIsRecorded() {
        String id = deployment("d1");
        place(id, "p1", 2, 1);

        await("two ready pods", () -> ready(id) == 2);
        await("the push to be recorded", () -> pushed(id, "p1").equals(version(id, "p1") + "/"));
        LiveObject workload = get(ManifestKind.DEPLOYMENT, id + "-a10-1").orElseThrow();
        assertThat(workload.pushVersion()).isEqualTo(Long.parseLong(version(id, "p1")));
        assertThat(get(ManifestKind.SERVICE, id)).isPresent();
        assertThat(get(ManifestKind.HTTP_ROUTE, id)).isPresent();
        assertThat(get(ManifestKind.CONFIG_MAP, "mcm-fence").orElseThrow().data())
                .containsEntry(id, version(id, "p1"));
    }

    @Test
    void aChangeOfScaleIsAppliedAndZeroRemovesEverything() {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);

        place(id, "p1", 3, 1);
        await("three pods", () -> ready(id) == 3);

        place(id, "p1", 0, 1);
        await("no pods", () -> pods(id).isEmpty());
        await(
                "no objects",
                () ->
                        get(ManifestKind.DEPLOYMENT, id + "-a10-1").isEmpty()
                                && get(ManifestKind.SERVICE, id).isEmpty()
                                && get(ManifestKind.HTTP_ROUTE, id).isEmpty());
        await("the push to be recorded", () -> pushed(id, "p1").equals(version(id, "p1") + "/"));
        assertThat(get(ManifestKind.CONFIG_MAP, "mcm-fence").orElseThrow().data())
                .containsEntry(id, version(id, "p1"));
    }

    @Test
    void aDeletedDeploymentIsRemovedFromThePlaneAndThenFromTheDatabase() {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);
        atc.deployments("t-developer")
                .deleteDeployment(DeleteDeploymentRequest.newBuilder().setId(id).build());
        pusher.changed("deployments", id);

        await("no pods", () -> pods(id).isEmpty());
        assertThat(atc.text("SELECT lifecycle FROM deployments WHERE id = '" + id + "'"))
                .isEqualTo("DELETING");
        place(id, "p1", 0, 1);
        await(
                "the row to go",
                () ->
                        atc.text("SELECT count(*) FROM deployments WHERE id = '" + id + "'")
                                .equals("0"));
    }

    @Test
    void aNewVersionOfTheSpecWaitsForItsPlacement() {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);
        UpdateDeploymentRequest.Builder update = UpdateDeploymentRequest.newBuilder().setId(id);
        update.getSpecBuilder().setImage("registry.example.com/model:v2");
        update.getUpdateMaskBuilder().addPaths("spec.image");
        atc.deployments("t-developer").updateDeployment(update.build());
        pusher.changed("deployments", id);
        settle();
        assertThat(image(id)).endsWith(":v1");

        place(id, "p1", 1, 2);

        await("the new image", () -> image(id).endsWith(":v2"));
        await("the new pod to be ready", () -> ready(id) >= 1);
    }

    @Test
    void anOlderPushIsDroppedByTheFence() {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);
        await("the push to be recorded", () -> pushed(id, "p1").equals(version(id, "p1") + "/"));
        raiseFence(id, 1_000_000);
        delete(ManifestKind.DEPLOYMENT, id + "-a10-1");

        await("the push to be refused", () -> pushed(id, "p1").contains("newer push"));
        assertThat(get(ManifestKind.DEPLOYMENT, id + "-a10-1")).isEmpty();
    }

    @Test
    void driftIsRepairedAndLeftoversArePruned() throws Exception {
        String id = deployment("d1");
        place(id, "p1", 2, 1);
        await("two pods", () -> ready(id) == 2);
        edit(ManifestKind.DEPLOYMENT, id + "-a10-1", spec -> spec.put("replicas", 5));
        delete(ManifestKind.SERVICE, id);
        leftover("d-zzzzzzzzzz", "1");

        await("the service to be back", () -> get(ManifestKind.SERVICE, id).isPresent());
        await(
                "two pods again",
                () -> pods(id).stream().filter(pod -> !pod.terminating()).count() == 2);
        await(
                "the leftover to go",
                () -> get(ManifestKind.DEPLOYMENT, "d-zzzzzzzzzz-a10-1").isEmpty());
    }

    @Test
    void objectsFromANewerDatabaseAreLeftAlone() {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);
        leftover("d-yyyyyyyyyy", "1000000");

        settle();

        assertThat(get(ManifestKind.DEPLOYMENT, "d-yyyyyyyyyy-a10-1")).isPresent();
    }

    @Test
    void foreignObjectsAreNeverTouched() {
        String id = deployment("d1");
        ManifestKey key = new ManifestKey(ManifestKind.SERVICE, "mcm-acme", id);
        api.apply(namespace(), "");
        api.create(
                new Manifest(
                        key,
                        0,
                        object(key, Map.of(), Map.of("ports", List.of(Map.of("port", 9999))))));
        place(id, "p1", 1, 1);

        await("the push to say so", () -> pushed(id, "p1").contains("is not MCM's"));
        settle();
        assertThat(api.get(key).orElseThrow().isManaged()).isFalse();
        assertThat(api.get(key).orElseThrow().tree().toString()).contains("9999");
    }

    @Test
    void aRestartWritesNothingAndMovesNoPod() throws Exception {
        String id = deployment("d1");
        place(id, "p1", 2, 1);
        await("two pods", () -> ready(id) == 2);
        await("the push to be recorded", () -> pushed(id, "p1").equals(version(id, "p1") + "/"));
        await("routes", () -> shard(id).isPresent());
        settle();
        List<String> before = pods(id).stream().map(PodView::name).toList();
        long version = plane.headless().registry().store().version();
        String row = atc.text("SELECT xmin FROM pushes WHERE deployment_id = '" + id + "'");

        pusher.stop();
        pusher = new TestPusher(atc.database(), kubeconfigs, RESYNC);
        settle();

        assertThat(plane.headless().registry().store().version()).isEqualTo(version);
        assertThat(pods(id).stream().map(PodView::name).toList()).isEqualTo(before);
        assertThat(atc.text("SELECT xmin FROM pushes WHERE deployment_id = '" + id + "'"))
                .isEqualTo(row);
    }

    @Test
    void aPlaneThatWasDownGetsEverythingWhenItIsBackAndDelaysNoOther() throws Exception {
        SimulatedPlane other =
                SimulatedPlane.start(PlaneOptions.of("p2", SimulatedNode.gpu("m1", "A10", 8)));
        try (other) {
            other.writeKubeconfig(kubeconfigs.resolve("p2.kubeconfig"));
            register("p2", other);
            pusher.changed("planes", "p2");
            await(
                    "both planes to be reachable",
                    () ->
                            atc.text("SELECT count(*) FROM plane_probes WHERE reachable")
                                    .equals("2"));
            plane.faults().apiDown(true);
            await(
                    "the outage to be seen",
                    () ->
                            atc.text("SELECT reachable FROM plane_probes WHERE plane_id = 'p1'")
                                    .equals("f"));
            String id = deployment("d1");
            place(id, "p1", 1, 1);
            place(id, "p2", 1, 1);

            await(
                    "a pod on the other plane",
                    () -> other.pods().stream().filter(PodView::ready).count() == 1);
            assertThat(pods(id)).isEmpty();
            plane.faults().apiDown(false);
            await("a pod here", () -> ready(id) == 1);
            await(
                    "the plane to count as reachable",
                    () ->
                            atc.text("SELECT reachable FROM plane_probes WHERE plane_id = 'p1'")
                                    .equals("t"));
        }
    }

    @Test
    void requestsAreRoutedWhereReplicasAreReadyAndWaitSomewhereAtZero() {
        String id = deployment("d1");
        pusher.changed("deployments", id);
        await(
                "a waiting room",
                () -> route(id).filter(route -> route.targets().size() == 1).isPresent());

        place(id, "p1", 3, 1);
        atc.sql(
                "INSERT INTO deployment_observed VALUES ('"
                        + id
                        + "', 'p1', 'a10-1', 1, 3, 3, 2, 2, 0, '', '', 1, 1, now())");
        pusher.changed("deployment_observed", id, "p1", "a10-1");

        await(
                "weight 2",
                () ->
                        route(id)
                                .filter(route -> route.targets().getFirst().weight() == 2)
                                .isPresent());
        assertThat(route(id).orElseThrow().concurrency()).isEqualTo(1);
        await(
                "the milestone",
                () ->
                        atc.text(
                                        "SELECT ready_version FROM deployment_milestones WHERE"
                                                + " deployment_id = '"
                                                + id
                                                + "'")
                                .equals("1"));
    }

    @Test
    void rotatedCredentialsAreUsedWithoutARestart() throws Exception {
        String id = deployment("d1");
        place(id, "p1", 1, 1);
        await("one pod", () -> ready(id) == 1);
        String good = Files.readString(kubeconfigs.resolve("p1.kubeconfig"));
        Files.writeString(kubeconfigs.resolve("p1.kubeconfig"), good.replace("secret", "wrong"));
        await(
                "the wrong token to be used",
                () -> {
                    place(id, "p1", 2, 1);
                    return pushed(id, "p1").contains("401");
                });

        Files.writeString(kubeconfigs.resolve("p1.kubeconfig"), good);

        await("two pods", () -> ready(id) == 2);
    }

    private void registerAll() {
        atc.organizations("t-operator")
                .createOrganization(
                        CreateOrganizationRequest.newBuilder()
                                .setOrganization(
                                        Organization.newBuilder()
                                                .setId("acme")
                                                .setCpuDeployments(true)
                                                .setGpuDeployments(true))
                                .build());
        Shape shape =
                Shape.newBuilder()
                        .setCpuMilli(1000)
                        .setMemoryMib(1024)
                        .setGpuCount(1)
                        .setGpuType("A10")
                        .build();
        atc.instanceTypes("t-operator")
                .putInstanceType(
                        PutInstanceTypeRequest.newBuilder()
                                .setInstanceType(
                                        InstanceType.newBuilder().setName("a10-1").setShape(shape))
                                .build());
        register("p1", plane);
    }

    private void register(String id, SimulatedPlane simulated) {
        dev.mcm.atc.v1.Plane proto =
                dev.mcm.atc.v1.Plane.newBuilder()
                        .setId(id)
                        .setProvider("sim")
                        .setRegion("here")
                        .setApiUrl(simulated.apiUrl())
                        .setCredentialsRef(id + ".kubeconfig")
                        .setGatewayUrl(simulated.gatewayUrl())
                        .build();
        atc.planes("t-operator")
                .registerPlane(RegisterPlaneRequest.newBuilder().setPlane(proto).build());
    }

    private String deployment(String name) {
        String model =
                atc.models("t-developer")
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("acme")
                                        .setName("m-" + name)
                                        .build())
                        .getModel()
                        .getId();
        CreateDeploymentRequest request =
                CreateDeploymentRequest.newBuilder()
                        .setModelId(model)
                        .setSpec(
                                DeploymentSpec.newBuilder()
                                        .setImage("registry.example.com/model:v1")
                                        .addInstanceTypes("a10-1"))
                        .build();
        return atc.deployments("t-developer").createDeployment(request).getDeployment().getId();
    }

    /// As the Scheduler does it.
    private void place(String id, String planeId, int replicas, int deploymentVersion) {
        atc.sql(
                "INSERT INTO placements VALUES ('%s', '%s', 'a10-1', %d, %d, nextval('placement_versions'), 'PLACED', now())"
                                .formatted(id, planeId, replicas, deploymentVersion)
                        + " ON CONFLICT (deployment_id, plane_id, instance_type) DO UPDATE SET"
                        + " replicas = excluded.replicas, deployment_version ="
                        + " excluded.deployment_version, version = excluded.version");
        pusher.changed("placements", id, planeId, "a10-1");
    }

    private String version(String id, String planeId) {
        return atc.text(
                "SELECT max(version) FROM placements WHERE deployment_id = '%s' AND plane_id = '%s'"
                        .formatted(id, planeId));
    }

    private String pushed(String id, String planeId) {
        return atc.text(
                "SELECT applied_version || '/' || error FROM pushes WHERE deployment_id = '%s' AND plane_id = '%s'"
                        .formatted(id, planeId));
    }

    private List<PodView> pods(String id) {
        return plane.pods().stream().filter(pod -> pod.deployment().equals(id)).toList();
    }

    private long ready(String id) {
        return pods(id).stream().filter(pod -> pod.ready() && !pod.terminating()).count();
    }

    private Optional<LiveObject> get(ManifestKind kind, String name) {
        return api.get(new ManifestKey(kind, "mcm-acme", name));
    }

    private String image(String id) {
        return get(ManifestKind.DEPLOYMENT, id + "-a10-1")
                .orElseThrow()
                .tree()
                .toString()
                .replaceAll("(?s).*image=([^,}]*).*", "$1");
    }

    private Optional<LiveObject> shard(String id) {
        return api.get(
                new ManifestKey(
                        ManifestKind.CONFIG_MAP,
                        PlaneNames.SYSTEM_NAMESPACE,
                        PlaneNames.routeConfigMap(new DeploymentId(id))));
    }

    private Optional<Route> route(String id) {
        return shard(id)
                .map(map ->
                        RoutingTableCodec.decode(map.data()).routes().get(new DeploymentId(id)));
    }

    private void delete(ManifestKind kind, String name) {
        retry(() -> api.delete(get(kind, name).orElseThrow()));
    }

    private void raiseFence(String id, long version) {
        ManifestKey key = new ManifestKey(ManifestKind.CONFIG_MAP, "mcm-acme", "mcm-fence");
        retry(() -> {
            LiveObject fence = api.get(key).orElseThrow();
            Map<String, Object> tree = new HashMap<>(fence.tree());
            Map<String, String> data = new HashMap<>(fence.data());
            data.put(id, Long.toString(version));
            tree.put("data", data);
            api.replace(new Manifest(key, 0, tree), fence.resourceVersion());
        });
    }

    private void edit(
            ManifestKind kind,
            String name,
            java.util.function.Consumer<Map<String, Object>> change) {
        retry(() -> {
            LiveObject live = get(kind, name).orElseThrow();
            Map<String, Object> tree = new HashMap<>(live.tree());
            Map<String, Object> spec = copy(live.tree().get("spec"));
            change.accept(spec);
            tree.put("spec", spec);
            api.replace(new Manifest(live.key(), 0, tree), live.resourceVersion());
        });
    }

    private void leftover(String id, String version) {
        ManifestKey key = new ManifestKey(ManifestKind.DEPLOYMENT, "mcm-acme", id + "-a10-1");
        Map<String, Object> labels =
                Map.of(
                        "mcm.dev/managed",
                        "true",
                        "mcm.dev/organization",
                        "acme",
                        "mcm.dev/deployment",
                        id,
                        "mcm.dev/instance-type",
                        "a10-1");
        Map<String, Object> template =
                Map.of(
                        "metadata",
                        Map.of("labels", labels),
                        "spec",
                        Map.of("containers", List.of(Map.of("name", "model", "image", "i"))));
        Map<String, Object> spec =
                Map.of(
                        "replicas",
                        0,
                        "selector",
                        Map.of("matchLabels", Map.of("mcm.dev/deployment", id)),
                        "template",
                        template);
        Map<String, Object> tree = new HashMap<>(object(key, labels, spec));
        Map<String, Object> metadata = copy(tree.get("metadata"));
        metadata.put("annotations", Map.of("mcm.dev/version", version));
        tree.put("metadata", metadata);
        api.create(new Manifest(key, 0, tree));
    }

    private static Manifest namespace() {
        ManifestKey key = new ManifestKey(ManifestKind.NAMESPACE, "", "mcm-acme");
        return new Manifest(
                key,
                0,
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Namespace",
                        "metadata",
                        Map.of("name", "mcm-acme")));
    }

    private static Map<String, Object> object(
            ManifestKey key, Map<String, ?> labels, Map<String, ?> spec) {
        Map<String, Object> metadata =
                Map.of("name", key.name(), "namespace", key.namespace(), "labels", labels);
        return Map.of(
                "apiVersion",
                key.kind().apiVersion(),
                "kind",
                key.kind().kind(),
                "metadata",
                metadata,
                "spec",
                spec);
    }

    private static Map<String, Object> copy(Object map) {
        Map<String, Object> copy = new HashMap<>();
        ((Map<?, ?>) map).forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private static void retry(Runnable work) {
        await(
                "a write without conflict",
                () -> {
                    try {
                        work.run();
                        return true;
                    } catch (dev.mcm.atc.port.PlaneApiException e) {
                        return false;
                    }
                });
    }

    /// Long enough for three resyncs.
    private static void settle() {
        Await.holdsWithin(RESYNC.multipliedBy(3), () -> false);
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(what, LIMIT, condition);
    }

    private static Plane row(String id, SimulatedPlane simulated) {
        Instant now = Instant.EPOCH;
        return new Plane(
                new PlaneId(id),
                "sim",
                "here",
                simulated.apiUrl(),
                id + ".kubeconfig",
                simulated.gatewayUrl(),
                false,
                false,
                "",
                1,
                now,
                now);
    }
}
