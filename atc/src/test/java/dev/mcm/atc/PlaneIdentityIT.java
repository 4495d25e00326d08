package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.v1.ClusterIdentity;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.PlaneAccess;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.plane.store.ResourceTypes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Which cluster a plane is, as registering it and probing it find out.
@Execution(ExecutionMode.CONCURRENT)
final class PlaneIdentityIT {
    private PusherWorld world;
    private String served;

    @BeforeEach
    void start() throws Exception {
        world = new PusherWorld();
        served = world.deployment("d1");
        world.place(served, "p1", 1, 1);
        world.await("a pod", () -> world.ready(served) == 1);
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void registeringLearnsWhichClusterItIs() {
        Plane plane = plane("p1");

        assertThat(plane.getClusterId()).isEqualTo(uid(world.plane));
        assertThat(plane.getIdentity()).isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_KNOWN);
        assertThat(world.atc.text("SELECT revision FROM planes")).isEqualTo("1");
    }

    @Test
    void aSecondIdForAClusterIsRefusedAtOnce() throws Exception {
        copyCredentials("p2");

        StatusRuntimeException refused = refusal(at(world.plane, "p2"));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refused.getMessage()).contains("p2", "p1", uid(world.plane));
        assertThat(world.atc.text("SELECT count(*) FROM planes")).isEqualTo("1");
    }

    @Test
    void aSecondIdForAClusterIsClosedWhenItsCredentialsComeLater() throws Exception {
        Plane twin = register(at(world.plane, "p2"));
        assertThat(twin.getIdentity()).isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_UNKNOWN);
        world.pusher.changed("planes", "p2");

        copyCredentials("p2");

        world.await("the twin to be found", () -> identity("p2").endsWith("TAKEN"));
        String id = world.deployment("d2");
        world.place(id, "p2", 1, 1);
        world.settle();
        assertThat(world.pods(id)).isEmpty();
        assertThat(world.get(ManifestKind.DEPLOYMENT, served + "-a10-1")).isPresent();
        assertThat(world.ready(served)).isEqualTo(1);
        assertThat(problems()).contains("plane p2", "plane p1", uid(world.plane));
        assertThat(world.atc.text("SELECT reachable FROM plane_probes WHERE plane_id = 'p2'"))
                .isEqualTo("f");
    }

    @Test
    void anIdThatMovesToAnotherClusterIsRefused() throws Exception {
        try (SimulatedPlane ghost = plane("ghost", "")) {
            ghost.writeKubeconfig(world.kubeconfigs.resolve("ghost.kubeconfig"));

            StatusRuntimeException refused =
                    refusal(
                            at(ghost, "p1").toBuilder()
                                    .setCredentialsRef("ghost.kubeconfig")
                                    .build());

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(refused.getMessage()).contains("p1", uid(ghost), uid(world.plane));
            assertThat(plane("p1").getApiUrl()).isEqualTo(world.plane.apiUrl());
        }
    }

    @Test
    void aClusterBuiltAnewUnderItsAddressIsFrozenAndServedAgainWhenItIsBack() {
        String before = uid(world.plane);
        world.plane.faults().rebuilt();
        world.await("the change to be seen", () -> identity("p1").endsWith("CHANGED"));

        world.place(served, "p1", 2, 1);
        world.api.apply(world.namespace(), "");
        world.leftover("d-zzzzzzzzzz", "1");
        world.settle();

        assertThat(world.pods(served)).isEmpty();
        assertThat(world.get(ManifestKind.DEPLOYMENT, "d-zzzzzzzzzz-a10-1")).isPresent();
        assertThat(problems()).contains("plane p1", before, uid(world.plane));
        assertThat(plane("p1").getClusterId()).isEqualTo(before);
    }

    @Test
    void registeringTheSameAgainChangesNothing() {
        String before = world.atc.text("SELECT planes::text || xmin FROM planes");

        register(at(world.plane, "p1"));

        assertThat(world.atc.text("SELECT planes::text || xmin FROM planes")).isEqualTo(before);
    }

    @Test
    void nothingIsPushedBeforeTheClusterHasAnsweredAndARowOfAnOlderReleaseIsServedOn()
            throws Exception {
        world.pusher.stop();
        world.atc.sql("UPDATE planes SET identity = 'UNKNOWN', cluster_id = NULL");

        world.pusher = new TestPusher(world.atc.database(), world.kubeconfigs, PusherWorld.RESYNC);
        world.place(served, "p1", 2, 1);

        world.await("two pods", () -> world.ready(served) == 2);
        assertThat(identity("p1")).isEqualTo(uid(world.plane) + "/KNOWN");
    }

    @Test
    void credentialsAreNotAnotherPlanes() {
        Plane other =
                at(world.plane, "p2").toBuilder()
                        .setApiUrl("https://127.0.0.1:1")
                        .setCredentialsRef("none.kubeconfig")
                        .build();
        register(other);

        StatusRuntimeException refused = refusal(other.toBuilder().setId("p3").build());

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refused.getMessage()).contains("p3", "none.kubeconfig", "p2");
    }

    @Test
    void aTokenIsNotSentWhereItsKubeconfigDoesNotLead() throws Exception {
        try (SimulatedPlane attacker = plane("attacker", "")) {
            Plane carried =
                    at(attacker, "p2").toBuilder().setCredentialsRef("p1.kubeconfig").build();

            StatusRuntimeException refused = refusal(carried);

            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(refused.getMessage()).contains(attacker.apiUrl(), world.plane.apiUrl());
            assertThat(
                            refusal(
                                            carried.toBuilder()
                                                    .setApiUrl("http://attacker.example")
                                                    .build())
                                    .getStatus()
                                    .getCode())
                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }

    @Test
    void anAddressThatTheCredentialsDoNotNameIsNeverCalled() throws Exception {
        Path file = world.kubeconfigs.resolve("p1.kubeconfig");
        try (SimulatedPlane attacker = plane("attacker", "")) {
            world.pusher.stop();
            world.atc.sql("UPDATE planes SET api_url = '" + attacker.apiUrl() + "'");
            assertThat(Files.readString(file)).contains(world.plane.apiUrl());

            world.pusher =
                    new TestPusher(world.atc.database(), world.kubeconfigs, PusherWorld.RESYNC);

            world.await(
                    "the refusal to be told",
                    () ->
                            world.atc
                                    .text("SELECT message FROM plane_probes")
                                    .contains("not where its credentials lead"));
        }
    }

    @Test
    void planesThatMayNotBeReadAreServedNeverPrunedAndToldUntilTheirRightsLetThemBeTold()
            throws Exception {
        try (SimulatedPlane plane =
                SimulatedPlane.start(
                        PlaneOptions.of("old", SimulatedNode.gpu("n1", "A10", 8))
                                .withToken("admin")
                                .withAccess(PlaneAccess.OPEN.withRbac().withUser("atcs", "atc")))) {
            grant(plane, "older", rule("namespaces", "create", "patch"));
            plane.writeKubeconfig(world.kubeconfigs.resolve("p2.kubeconfig"), "atcs");
            plane.writeKubeconfig(world.kubeconfigs.resolve("p3.kubeconfig"), "atcs");
            assertThat(register(at(plane, "p2")).getIdentity())
                    .isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_UNREADABLE);
            world.pusher.changed("planes", "p2");
            String id = world.deployment("d2");
            world.place(id, "p2", 1, 1);
            world.await("a pod", () -> podsOn(plane) == 1);

            register(at(plane, "p3"));
            world.pusher.changed("planes", "p3");
            world.await("the twin to be reachable", () -> isReachable("p3"));
            world.settle();

            assertThat(podsOn(plane)).isEqualTo(1);
            assertThat(problems())
                    .contains("plane p2: ATC may not read", "plane p3: ATC may not read");

            grant(plane, "newer", rule("namespaces", "get"));
            world.await(
                    "the twin to be told apart",
                    () ->
                            Set.of(identity("p2"), identity("p3"))
                                    .equals(Set.of(uid(plane) + "/KNOWN", "/TAKEN")));
        }
    }

    private boolean isReachable(String plane) {
        return world.atc
                .text("SELECT reachable FROM plane_probes WHERE plane_id = '" + plane + "'")
                .equals("t");
    }

    private static long podsOn(SimulatedPlane plane) {
        return plane.pods().stream().filter(pod -> pod.ready() && !pod.terminating()).count();
    }

    private static String rule(String resource, String... verbs) {
        return "{'apiGroups':[''],'resources':['%s'],'verbs':['%s']}"
                .formatted(resource, String.join("','", verbs));
    }

    /// All that ATC writes, and one more rule.
    private static void grant(SimulatedPlane plane, String name, String rule) throws Exception {
        String role =
                "{'metadata':{'name':'%1$s'},'rules':[{'apiGroups':['apps','gateway.networking.k8s.io'],'resources':['*'],'verbs':['*']},{'apiGroups':[''],'resources':['services','configmaps'],'verbs':['*']},%2$s]}"
                        .formatted(name, rule);
        String binding =
                "{'metadata':{'name':'%1$s'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'%1$s'},'subjects':[{'kind':'User','apiGroup':'rbac.authorization.k8s.io','name':'atc'}]}"
                        .formatted(name);
        post(plane, "clusterroles", role);
        post(plane, "clusterrolebindings", binding);
    }

    private static void post(SimulatedPlane plane, String what, String body) throws Exception {
        URI uri = URI.create(plane.apiUrl() + "/apis/rbac.authorization.k8s.io/v1/" + what);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + plane.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
    }

    @Test
    void organizationSystemIsRefused() {
        StatusRuntimeException refused =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                world.atc
                                        .organizations("t-tenants")
                                        .createOrganization(
                                                CreateOrganizationRequest.newBuilder()
                                                        .setOrganization(
                                                                Organization.newBuilder()
                                                                        .setId("system"))
                                                        .build()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getMessage()).contains("organization.id", "system", "mcm-system");
    }

    private static SimulatedPlane plane(String id, String token) {
        return SimulatedPlane.start(
                PlaneOptions.of(id, SimulatedNode.gpu("n1", "A10", 8)).withToken(token));
    }

    private static Plane at(SimulatedPlane plane, String id) {
        return Plane.newBuilder()
                .setId(id)
                .setProvider("sim")
                .setRegion("here")
                .setApiUrl(plane.apiUrl())
                .setCredentialsRef(id + ".kubeconfig")
                .setGatewayUrl(plane.gatewayUrl())
                .build();
    }

    private Plane register(Plane plane) {
        return world.atc
                .planes("t-operator")
                .registerPlane(RegisterPlaneRequest.newBuilder().setPlane(plane).build())
                .getPlane();
    }

    private StatusRuntimeException refusal(Plane plane) {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> register(plane));
        assertThat(refused).as("registering %s", plane).isNotNull();
        return refused;
    }

    private Plane plane(String id) {
        return world.atc
                .planes("t-operator")
                .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                .getPlane();
    }

    private String identity(String plane) {
        return world.atc.text(
                "SELECT coalesce(cluster_id, '') || '/' || identity FROM planes WHERE id = '%s'"
                        .formatted(plane));
    }

    private String problems() {
        return String.join(
                "\n",
                world.atc
                        .admin("t-operator")
                        .getSystemStatus(GetSystemStatusRequest.getDefaultInstance())
                        .getProblemsList());
    }

    private void copyCredentials(String to) throws Exception {
        Files.copy(
                world.kubeconfigs.resolve("p1.kubeconfig"),
                world.kubeconfigs.resolve(to + ".kubeconfig"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String uid(SimulatedPlane plane) {
        return plane.headless()
                .object(ResourceTypes.NAMESPACE, "", PlaneNames.CLUSTER_NAMESPACE)
                .orElseThrow()
                .uid();
    }
}
