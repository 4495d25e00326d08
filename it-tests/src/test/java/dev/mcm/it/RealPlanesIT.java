package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.local.stack.KubeLocalPlane;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeTest;
import dev.mcm.testkit.process.Signals;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What only a real Kubernetes shows: the chart's roles suffice and do not exceed, fields have
/// owners, API servers restart and forget.
@KubeTest(clusters = 0)
@ExtendWith(StackExtension.class)
final class RealPlanesIT {
    private static final String NAMESPACE =
            PlaneNames.namespace(new OrganizationId(TestStack.ORGANIZATION));
    private static final String LSM = "mcm-wp-lsm";
    private static final String ATC = "mcm-atc";

    /// Longer than every resync of the local timing.
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    private final TestStack stack;

    RealPlanesIT(TestStack stack) {
        Assumptions.assumeTrue(
                StackPlanes.chosen() == StackPlanes.KUBE, "needs -Dmcm.it.planes=kube");
        this.stack = stack;
    }

    /// Only what is asked meanwhile counts: an API server that has just started refuses everybody
    /// until it has read the roles.
    @Test
    void theChartsRolesSufficeForEverythingThatMcmDoes() throws InterruptedException {
        List<Integer> before =
                clusters().stream().map(cluster -> requestsOfMcm(cluster).size()).toList();
        Deployment created = ready("roles", 2);
        stack.delete(created.getId());
        Waiting.until(
                "nothing of it on any plane",
                TestStack.PATIENCE,
                () -> stack.objectsOf(created.getId()).isEmpty());

        for (int i = 0; i < before.size(); i++) {
            List<PlaneAudit.Entry> all = requestsOfMcm(clusters().get(i));
            assertThat(all)
                    .extracting(PlaneAudit.Entry::verb)
                    .contains("get", "list", "watch", "create", "patch", "delete");
            assertThat(all.subList(before.get(i), all.size()))
                    .isNotEmpty()
                    .filteredOn(PlaneAudit.Entry::isRefused)
                    .isEmpty();
        }
    }

    private static List<PlaneAudit.Entry> requestsOfMcm(KubeCluster cluster) {
        return new PlaneAudit(cluster.auditLog())
                .entries().stream().filter(entry -> entry.isBy(ATC) || entry.isBy(LSM)).toList();
    }

    @Test
    void theChartsRolesAndPoliciesAllowNothingElse() {
        KubeCluster cluster = clusters().getFirst();
        ConfigMap foreign = configMap(cluster, "somebodys");
        try (KubernetesClient atc = cluster.as(PlaneNames.SYSTEM_NAMESPACE, ATC);
                KubernetesClient lsm = cluster.as(PlaneNames.SYSTEM_NAMESPACE, LSM)) {
            assertForbidden(() -> atc.secrets().inNamespace("default").list());
            assertForbidden(() -> atc.resource(foreign).delete());
            assertForbidden(() ->
                    atc.resource(
                                    new ConfigMapBuilder(foreign)
                                            .editMetadata()
                                            .withName("mine")
                                            .withResourceVersion(null)
                                            .endMetadata()
                                            .build())
                            .create());
            assertForbidden(() ->
                    atc.resource(
                                    new SecretBuilder()
                                            .withNewMetadata()
                                            .withNamespace("default")
                                            .withName("mine")
                                            .endMetadata()
                                            .build())
                            .create());
            assertForbidden(() -> lsm.pods().inNamespace("default").delete());
            assertForbidden(() -> lsm.configMaps().inNamespace("default").list());
        }
        cluster.admin().resource(foreign).delete();
    }

    @Test
    void somebodyElsesFieldsStayAndMcmsOwnComeBack() throws InterruptedException {
        Deployment created = ready("shared-fields", 2);
        KubeCluster cluster = clusterWith(created.getId());
        int wanted = workload(cluster, created.getId()).getSpec().getReplicas();

        forceApply(cluster, workload(cluster, created.getId()), wanted + 3);
        assertThat(ownersOfReplicas(cluster, created.getId())).containsExactly("somebody");

        Waiting.until(
                "MCM's number of replicas",
                TestStack.PATIENCE,
                () ->
                        workload(cluster, created.getId()).getSpec().getReplicas() == wanted
                                && ownersOfReplicas(cluster, created.getId())
                                        .contains(PlaneNames.FIELD_MANAGER));
        assertThat(workload(cluster, created.getId()).getMetadata().getAnnotations())
                .containsEntry("somebody.example/note", "kept");
        stack.delete(created.getId());
    }

    @Test
    void whatMcmAppliedIsNotAppliedAgain() throws InterruptedException {
        Deployment created = ready("steady-manifests", 2);
        KubeCluster cluster = clusterWith(created.getId());
        Waiting.pause(AFTERMATH);
        long writes = writesByAtc(cluster, created.getId());
        Waiting.pause(AFTERMATH);
        assertThat(writesByAtc(cluster, created.getId())).isEqualTo(writes).isPositive();
        stack.delete(created.getId());
    }

    @Test
    void anApiServerThatRestartsWhileADeploymentGrowsMovesNothing() throws InterruptedException {
        Deployment created = ready("growing", 2);
        Set<String> before = podUids(created.getId());

        KubeCluster cluster = clusterWith(created.getId());
        cluster.stopApiServer();
        scale(created.getId(), 4);
        cluster.startApiServer();

        stack.await("4 ready replicas", created.getId(), d -> d.getReplicas().getReady() == 4);
        Waiting.until(
                "4 pods on the planes",
                TestStack.PATIENCE,
                () -> podUids(created.getId()).size() == 4);
        assertThat(podUids(created.getId())).containsAll(before);
        stack.delete(created.getId());
    }

    @Test
    void aWatchThatFellBehindACompactionIsListedAnewAndMovesNothing() throws InterruptedException {
        Deployment created = ready("compacted", 2);
        KubeCluster cluster = clusterWith(created.getId());
        String plane = cluster.name();
        Set<String> before = podUids(created.getId());
        long pid = stack.local().service("lsm-" + plane).pid();

        Signals.stop(pid);
        int seen;
        try {
            scale(created.getId(), 3);
            Waiting.until(
                    "3 ready pods on the planes",
                    TestStack.PATIENCE,
                    () -> stack.readyPodCount(created.getId()) == 3);
            annotatePods(cluster, created.getId());
            writeSomethingElse(cluster);
            cluster.compact();
            cluster.restartApiServer();
            seen = listsByLsm(cluster);
        } finally {
            Signals.send(pid, "CONT");
        }

        Waiting.until(
                "a new list of the pods by LSM",
                TestStack.PATIENCE,
                () -> listsByLsm(cluster) > seen);
        stack.await("3 ready replicas", created.getId(), d -> d.getReplicas().getReady() == 3);
        assertThat(podUids(created.getId())).hasSize(3).containsAll(before);
        stack.delete(created.getId());
    }

    private Deployment ready(String name, int replicas) throws InterruptedException {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/" + name + ":1")
                        .setResources(
                                Resources.newBuilder()
                                        .setCpuMilli(1_000)
                                        .setMemoryMib(2_048)
                                        .setGpuCount(1)
                                        .addGpuTypes("T4"))
                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(2))
                        .build();
        Deployment created = stack.create(name, spec, LoopIT.scaling(replicas, replicas));
        return stack.await(
                replicas + " ready replicas",
                created.getId(),
                d -> d.getReplicas().getReady() == replicas);
    }

    private void scale(String id, int replicas) {
        var _ =
                stack.local()
                        .atc()
                        .deployments()
                        .updateDeployment(
                                UpdateDeploymentRequest.newBuilder()
                                        .setId(id)
                                        .setAutoscaling(LoopIT.scaling(replicas, replicas))
                                        .setUpdateMask(
                                                FieldMask.newBuilder()
                                                        .addPaths("autoscaling.min_replica")
                                                        .addPaths("autoscaling.max_replica"))
                                        .build());
    }

    private List<KubeCluster> clusters() {
        return stack.local().planes().stream()
                .map(plane -> ((KubeLocalPlane) plane).kube().cluster())
                .toList();
    }

    private KubeCluster clusterWith(String id) {
        return clusters().stream()
                .filter(cluster -> !pods(cluster, id).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private Set<String> podUids(String id) {
        Set<String> uids = new TreeSet<>();
        clusters()
                .forEach(cluster ->
                        pods(cluster, id).forEach(pod -> uids.add(pod.getMetadata().getUid())));
        return uids;
    }

    private static List<Pod> pods(KubeCluster cluster, String id) {
        return cluster.admin()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                .list()
                .getItems();
    }

    private static void annotatePods(KubeCluster cluster, String id) {
        for (Pod pod : pods(cluster, id)) {
            var _ =
                    cluster.admin()
                            .resource(pod)
                            .patch(
                                    PatchContext.of(PatchType.JSON_MERGE),
                                    "{\"metadata\":{\"annotations\":{\"somebody.example/seen\":\"yes\"}}}");
        }
    }

    private static ReplicaSet workload(KubeCluster cluster, String id) {
        return cluster.admin()
                .apps()
                .replicaSets()
                .inNamespace(NAMESPACE)
                .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                .list()
                .getItems()
                .getFirst();
    }

    private static void forceApply(KubeCluster cluster, ReplicaSet there, int replicas) {
        GenericKubernetesResource wanted = new GenericKubernetesResource();
        wanted.setApiVersion("apps/v1");
        wanted.setKind("ReplicaSet");
        wanted.setMetadata(
                new ObjectMetaBuilder()
                        .withNamespace(NAMESPACE)
                        .withName(there.getMetadata().getName())
                        .addToAnnotations("somebody.example/note", "kept")
                        .build());
        wanted.setAdditionalProperty("spec", Map.of("replicas", replicas));
        cluster.admin()
                .resource(wanted)
                .fieldManager("somebody")
                .forceConflicts()
                .serverSideApply();
    }

    private static List<String> ownersOfReplicas(KubeCluster cluster, String id) {
        return workload(cluster, id).getMetadata().getManagedFields().stream()
                .filter(entry -> "Apply".equals(entry.getOperation()))
                .filter(entry ->
                        entry.getFieldsV1().getAdditionalProperties().get("f:spec")
                                        instanceof Map<?, ?> spec
                                && spec.containsKey("f:replicas"))
                .map(ManagedFieldsEntry::getManager)
                .toList();
    }

    private static long writesByAtc(KubeCluster cluster, String id) {
        return new PlaneAudit(cluster.auditLog())
                .entries().stream()
                        .filter(entry -> entry.isBy(ATC) && entry.uri().contains(id))
                        .filter(entry -> !entry.verb().equals("get"))
                        .count();
    }

    /// A stopped LSM finds the events of pods in its connection when it goes on, and would then be
    /// up to date, were nothing written after them that its watch of pods does not tell.
    private static void writeSomethingElse(KubeCluster cluster) {
        var _ = configMap(cluster, "no-pod");
    }

    private static ConfigMap configMap(KubeCluster cluster, String name) {
        return cluster.admin()
                .resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withNamespace("default")
                                .withName(name)
                                .endMetadata()
                                .build())
                .create();
    }

    private static int listsByLsm(KubeCluster cluster) {
        return (int)
                new PlaneAudit(cluster.auditLog())
                        .entries().stream()
                                .filter(entry -> entry.isBy(LSM) && entry.verb().equals("list"))
                                .filter(entry -> entry.resource().equals("pods"))
                                .count();
    }

    private static void assertForbidden(Runnable request) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(request::run)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
    }
}
