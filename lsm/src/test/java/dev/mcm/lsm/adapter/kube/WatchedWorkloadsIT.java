package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.PlaneAccess;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workloads of MCM: ReplicaSets of a revision, and Deployments from before.
final class WatchedWorkloadsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectKind WORKLOAD = ObjectKind.OBJECT_KIND_DEPLOYMENT;
    private static final String NAMESPACE = "mcm-acme";
    private static final Map<String, String> OF_A_DEPLOYMENT =
            Map.of("mcm.dev/managed", "true", "mcm.dev/deployment", "d-aaaaaaaaaa");
    private static final Map<String, String> OF_A_REVISION =
            Map.of(
                    "mcm.dev/managed",
                    "true",
                    "mcm.dev/deployment",
                    "d-bbbbbbbbbb",
                    "mcm.dev/revision",
                    "0a1b2c3d4e");

    private final AtomicInteger marks = new AtomicInteger();
    private final OpenWatches watches = new OpenWatches();
    private SimulatedPlane plane;
    private KubernetesClient admin;
    private KubernetesClient client;
    private KubernetesObjects objects;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        plane =
                SimulatedPlane.start(
                        PlaneOptions.of("sim-1")
                                .withToken("admins")
                                .withAccess(PlaneAccess.OPEN.withRbac().withUser("lsms", "lsm")));
        Path admins = directory.resolve("admins");
        plane.writeKubeconfig(admins);
        Path lsms = directory.resolve("lsms");
        Files.writeString(lsms, Files.readString(admins).replace("admins", "lsms"));
        admin = PlaneClients.open(admins, new OpenWatches());
        client = PlaneClients.open(lsms, watches);
        DirtyObjects dirty = new DirtyObjects();
        dirty.onMark(marks::incrementAndGet);
        objects =
                new KubernetesObjects(
                        client,
                        watches,
                        dirty,
                        failure -> {
                            throw new IllegalStateException(failure);
                        });
        grant("nodes", "");
        grant("pods", "");
        grant("deployments", "apps");
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
    }

    @AfterEach
    void stop() {
        objects.stop();
        client.close();
        admin.close();
        plane.close();
    }

    @Test
    void replicaSetsOfARevisionAreWorkloadsAndTheChildrenOfADeploymentAreNot() {
        grant("replicasets", "apps");
        deployment("before");
        replicaSet("ours", OF_A_REVISION);
        Map<String, String> foreign = new TreeMap<>(OF_A_REVISION);
        foreign.remove("mcm.dev/managed");
        replicaSet("foreign", foreign);
        Waiting.until(
                "the child of the Deployment",
                LIMIT,
                () ->
                        admin.apps().replicaSets().inNamespace(NAMESPACE).list().getItems().size()
                                == 3);

        objects.start();
        awaitWorkloads("before", "ours");
        assertThat(objects.all(WORKLOAD))
                .extracting(workload -> workload.getManagedBy().getRevision())
                .containsExactlyInAnyOrder("", "0a1b2c3d4e");
        assertThat(objects.all(WORKLOAD))
                .allSatisfy(workload ->
                        assertThat(objects.find(PlaneObjectKey.of(workload))).contains(workload));

        replicaSet("second", OF_A_REVISION);
        awaitWorkloads("before", "ours", "second");
        admin.apps().replicaSets().inNamespace(NAMESPACE).withName("ours").delete();
        admin.apps().deployments().inNamespace(NAMESPACE).withName("before").delete();
        awaitWorkloads("second");
    }

    /// What is sent before is a list that misses some, and GSM would take these for gone.
    @Test
    void workloadsCountAsListedOnceBothSortsAre() {
        objects.start();
        Waiting.until(
                "all that may be watched",
                LIMIT,
                () ->
                        watches.isOpen("nodes")
                                && watches.isOpen("pods")
                                && watches.isOpen("deployments")
                                && marks.get() >= 2);
        assertThat(objects.isWatching(WORKLOAD)).isFalse();
        assertThat(marks).as("nodes and pods").hasValue(2);
        assertThat(objects.whyNotAlive()).isEmpty();

        grant("replicasets", "apps");
        Waiting.until("the watch", LIMIT, () -> objects.isWatching(WORKLOAD));
        Waiting.until("the list", LIMIT, () -> marks.get() >= 3);
        assertThat(marks).as("nodes, pods and workloads").hasValue(3);
    }

    private void awaitWorkloads(String... names) {
        Waiting.until(
                "the workloads " + String.join(", ", names),
                LIMIT,
                () ->
                        objects.all(WORKLOAD).stream()
                                .map(ObservedObject::getName)
                                .sorted()
                                .toList()
                                .equals(List.of(names)));
    }

    private void deployment(String name) {
        admin.resource(
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(name)
                                .withLabels(OF_A_DEPLOYMENT)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(0)
                                .withNewSelector()
                                .withMatchLabels(OF_A_DEPLOYMENT)
                                .endSelector()
                                .withTemplate(template(OF_A_DEPLOYMENT))
                                .endSpec()
                                .build())
                .create();
    }

    private void replicaSet(String name, Map<String, String> labels) {
        admin.resource(
                        new ReplicaSetBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(name)
                                .withLabels(labels)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(0)
                                .withNewSelector()
                                .withMatchLabels(labels)
                                .endSelector()
                                .withTemplate(template(labels))
                                .endSpec()
                                .build())
                .create();
    }

    private static PodTemplateSpec template(Map<String, String> labels) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage("model:1")
                .endContainer()
                .endSpec()
                .build();
    }

    private void grant(String plural, String group) {
        admin.resource(
                        new ClusterRoleBuilder()
                                .withNewMetadata()
                                .withName(plural)
                                .endMetadata()
                                .addNewRule()
                                .withApiGroups(group)
                                .withResources(plural)
                                .withVerbs("list", "watch")
                                .endRule()
                                .build())
                .create();
        admin.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(plural)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", plural)
                                .addNewSubject("rbac.authorization.k8s.io", "User", "lsm", null)
                                .build())
                .create();
    }
}
