package dev.mcm.atc;

import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.v1.*;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.plane.Plane;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.PodView;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A pusher, its database and the simulated planes it pushes to.
final class PusherWorld {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    static final Duration RESYNC = Duration.ofMillis(700);

    final AtcStack atc;
    final SimulatedPlane plane;
    final Path kubeconfigs;
    private final KubePlaneApis apis;
    final PlaneApi api;
    TestPusher pusher;

    PusherWorld() throws Exception {
        atc = new AtcStack();
        plane =
                SimulatedPlane.start(
                        PlaneOptions.of(
                                        "p1",
                                        SimulatedNode.gpu("n1", "A10", 8),
                                        SimulatedNode.cpu("n2", 32, 128))
                                .withToken("secret"));
        kubeconfigs = atc.kubeconfigs();
        plane.writeKubeconfig(kubeconfigs.resolve("p1.kubeconfig"));
        apis = new KubePlaneApis(kubeconfigs, Duration.ofSeconds(1), SystemTime.SYSTEM);
        api = apis.open(row("p1", plane));
        registerAll();
        pusher = new TestPusher(atc.database(), kubeconfigs, RESYNC);
    }

    void restartPusher() throws Exception {
        pusher.stop();
        pusher = new TestPusher(atc.database(), kubeconfigs, RESYNC);
    }

    void close() throws Exception {
        pusher.stop();
        api.close();
        apis.close();
        plane.close();
        atc.close();
    }

    void registerAll() {
        atc.organizations("t-admin")
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

    void register(String id, SimulatedPlane simulated) {
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

    /// What the API says that the pusher knows.
    PlanePushes pushes(String id) {
        return atc.planes("t-operator")
                .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                .getPlane()
                .getPushes();
    }

    /// Leftovers that wait for an operator, as the API shows them.
    HeldRemovals held(String id) {
        return atc.planes("t-operator")
                .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                .getPlane()
                .getHeldRemovals();
    }

    void release(String id, String set) {
        atc.planes("t-operator")
                .releasePlaneRemovals(
                        ReleasePlaneRemovalsRequest.newBuilder()
                                .setId(id)
                                .setSet(set)
                                .setReason("no longer ours")
                                .build());
    }

    int heldRows() {
        return Integer.parseInt(atc.text("SELECT count(*) FROM held_removals"));
    }

    /// They were deleted and their rows are gone.
    void deleted(List<String> ids) {
        ids.forEach(
                id -> atc.sql("INSERT INTO reaped_deployments VALUES ('%s', now())".formatted(id)));
    }

    String deployment(String name) {
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

    /// As the Scheduler did it before there were revisions.
    void place(String id, String planeId, int replicas, int specVersion) {
        atc.sql(
                "INSERT INTO placements VALUES ('%s', '%s', 'a10-1', %d, %d, nextval('placement_versions'), 'PLACED', now())"
                                .formatted(id, planeId, replicas, specVersion)
                        + " ON CONFLICT (deployment_id, plane_id, instance_type, revision) DO"
                        + " UPDATE SET replicas = excluded.replicas, deployment_version ="
                        + " excluded.deployment_version, version = excluded.version");
        pusher.changed("placements", id, planeId, "a10-1");
    }

    /// As the Scheduler does it: on plane p1, for a version's revision.
    void placeRevision(String id, int specVersion, int replicas) {
        String revision = revision(id, specVersion);
        String workload =
                PlaneNames.workload(
                        new DeploymentId(id),
                        new PodRevision(revision),
                        new InstanceTypeName("a10-1"));
        atc.sql(
                "INSERT INTO placements (deployment_id, plane_id, instance_type, revision,"
                        + " workload_kind, workload, replicas, deployment_version, version, reason,"
                        + " decided_at)"
                        + " VALUES ('%s', 'p1', 'a10-1', '%s', 'REPLICA_SET', '%s', %d, %d, nextval('placement_versions'), 'PLACED', now())"
                                .formatted(id, revision, workload, replicas, specVersion)
                        + " ON CONFLICT (deployment_id, plane_id, instance_type, revision) DO"
                        + " UPDATE SET replicas = excluded.replicas, deployment_version ="
                        + " excluded.deployment_version, version = excluded.version");
        pusher.changed("placements", id, "p1", "a10-1");
    }

    /// Of a version of a deployment.
    String revision(String id, int specVersion) {
        return atc.text(
                "SELECT revisions[1] FROM deployment_versions WHERE deployment_id = '%s' AND number = %d"
                        .formatted(id, specVersion));
    }

    /// What GSM has seen, in one transaction as GSM writes it.
    void observe(ObservedRows rows) {
        atc.sql(String.join(";\n", rows.statements()));
        pusher.changed("deployment_observed", rows.deployment(), "p1", "a10-1");
    }

    String version(String id, String planeId) {
        return atc.text(
                "SELECT max(version) FROM placements WHERE deployment_id = '%s' AND plane_id = '%s'"
                        .formatted(id, planeId));
    }

    String pushed(String id, String planeId) {
        return atc.text(
                "SELECT applied_version || '/' || error FROM pushes WHERE deployment_id = '%s' AND plane_id = '%s'"
                        .formatted(id, planeId));
    }

    List<PodView> pods(String id) {
        return plane.pods().stream().filter(pod -> pod.deployment().equals(id)).toList();
    }

    long ready(String id) {
        return pods(id).stream().filter(pod -> pod.ready() && !pod.terminating()).count();
    }

    Optional<LiveObject> get(ManifestKind kind, String name) {
        return api.get(new ManifestKey(kind, "mcm-acme", name));
    }

    String image(String id) {
        return get(ManifestKind.DEPLOYMENT, id + "-a10-1")
                .orElseThrow()
                .tree()
                .toString()
                .replaceAll("(?s).*image=([^,}]*).*", "$1");
    }

    Optional<LiveObject> shard(String id) {
        return api.get(
                new ManifestKey(
                        ManifestKind.CONFIG_MAP,
                        PlaneNames.SYSTEM_NAMESPACE,
                        PlaneNames.routeConfigMap(new DeploymentId(id))));
    }

    Optional<Route> route(String id) {
        return shard(id)
                .map(map ->
                        RoutingTableCodec.decode(map.data()).routes().get(new DeploymentId(id)));
    }

    void delete(ManifestKind kind, String name) {
        retry(() -> api.delete(get(kind, name).orElseThrow()));
    }

    void raiseFence(String id, long version) {
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

    void edit(
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

    void leftover(String id, String version) {
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

    Manifest namespace() {
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

    Map<String, Object> object(ManifestKey key, Map<String, ?> labels, Map<String, ?> spec) {
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

    private void retry(Runnable work) {
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
    void settle() {
        Waiting.holdsWithin(RESYNC.multipliedBy(3), () -> false);
    }

    void await(String what, BooleanSupplier condition) {
        Waiting.until(what, LIMIT, condition::getAsBoolean);
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
