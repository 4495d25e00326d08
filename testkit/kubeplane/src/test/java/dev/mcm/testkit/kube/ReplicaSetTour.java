package dev.mcm.testkit.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What controllers do with replica sets that a client has applied itself, the same on every plane.
final class ReplicaSetTour {
    private static final Duration SOON = Duration.ofSeconds(90);

    /// Long enough for a controller to do what it should not.
    private static final Duration STILL = Duration.ofSeconds(3);

    private static final String NAMESPACE = "replica-sets";

    private final KubernetesClient client;

    private ReplicaSetTour(KubernetesClient client) {
        this.client = client;
    }

    static void run(KubernetesClient client, boolean accounts) throws InterruptedException {
        client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
        if (accounts) {
            Waiting.until(
                    "the namespace's service account",
                    SOON,
                    () ->
                            client.serviceAccounts()
                                            .inNamespace(NAMESPACE)
                                            .withName("default")
                                            .get()
                                    != null);
        }
        ReplicaSetTour tour = new ReplicaSetTour(client);
        tour.anotherTemplateRestartsNothing();
        tour.orphansAreAdoptedAndStrayOnesLetGo();
        tour.deletionTakesItsPods();
        tour.aDeploymentAdoptsWhatItSelects();
    }

    private void anotherTemplateRestartsNothing() throws InterruptedException {
        apply("r1", Map.of(), 2, Map.of());
        awaitReady("r1", 2);
        Set<String> before = uids("r1");
        apply("r1", Map.of(), 2, Map.of("colour", "blue"));
        Waiting.until(
                "no replica to have all labels of the template",
                SOON,
                () -> count(set("r1").getStatus().getFullyLabeledReplicas()) == 0);
        Waiting.pause(STILL);
        assertThat(uids("r1")).isEqualTo(before);
        apply("r1", Map.of(), 3, Map.of("colour", "blue"));
        awaitReady("r1", 3);
        assertThat(uids("r1")).containsAll(before);
        assertThat(count(set("r1").getStatus().getFullyLabeledReplicas())).isEqualTo(1);
        assertThat(count(set("r1").getStatus().getTerminatingReplicas())).isZero();
    }

    private void orphansAreAdoptedAndStrayOnesLetGo() {
        client.resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("orphan")
                                .withNamespace(NAMESPACE)
                                .withLabels(Map.of("app", "a", "revision", "r2"))
                                .endMetadata()
                                .withSpec(template(Map.of()).getSpec())
                                .build())
                .create();
        apply("r2", Map.of(), 1, Map.of());
        awaitReady("r2", 1);
        assertThat(pods("r2"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getMetadata().getName()).isEqualTo("orphan"));
        client.pods()
                .inNamespace(NAMESPACE)
                .withName("orphan")
                .edit(pod ->
                        new PodBuilder(pod)
                                .editMetadata()
                                .addToLabels("revision", "mine")
                                .endMetadata()
                                .build());
        Waiting.until(
                "another one in its place",
                SOON,
                () -> count(set("r2").getStatus().getReadyReplicas()) == 1 && owners().isEmpty());
    }

    private List<OwnerReference> owners() {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withName("orphan")
                .get()
                .getMetadata()
                .getOwnerReferences();
    }

    private void deletionTakesItsPods() {
        client.apps().replicaSets().inNamespace(NAMESPACE).withName("r2").delete();
        Waiting.until("its pods to go", SOON, () -> pods("r2").isEmpty());
        assertThat(client.pods().inNamespace(NAMESPACE).withName("orphan").get()).isNotNull();
    }

    private void aDeploymentAdoptsWhatItSelects() throws InterruptedException {
        apply("r3", Map.of("web", "yes"), 2, Map.of());
        awaitReady("r3", 2);
        client.resource(
                        new DeploymentBuilder()
                                .withNewMetadata()
                                .withName("web")
                                .withNamespace(NAMESPACE)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(1)
                                .withNewSelector()
                                .addToMatchLabels("web", "yes")
                                .endSelector()
                                .withTemplate(template(Map.of("web", "yes")))
                                .endSpec()
                                .build())
                .create();
        Waiting.until(
                "what it selects to be its own and scaled away",
                SOON,
                () ->
                        set("r3").getMetadata().getOwnerReferences().stream()
                                        .anyMatch(owner -> owner.getName().equals("web"))
                                && set("r3").getSpec().getReplicas() == 0);
        Waiting.pause(STILL);
        assertThat(set("r1").getMetadata().getOwnerReferences()).isEmpty();
        assertThat(pods("r1")).hasSize(3);
    }

    private void apply(
            String name, Map<String, String> labels, int replicas, Map<String, String> template) {
        Map<String, String> selector = Map.of("app", "a", "revision", name);
        Map<String, String> podLabels = new HashMap<>(template);
        podLabels.putAll(selector);
        client.resource(
                        new ReplicaSetBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(NAMESPACE)
                                .withLabels(labels)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(replicas)
                                .withNewSelector()
                                .withMatchLabels(selector)
                                .endSelector()
                                .withTemplate(template(podLabels))
                                .endSpec()
                                .build())
                .fieldManager("mcm-atc")
                .forceConflicts()
                .serverSideApply();
    }

    private static PodTemplateSpec template(Map<String, String> labels) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .withImage("registry.example/model:1")
                .endContainer()
                .endSpec()
                .build();
    }

    private void awaitReady(String name, int replicas) {
        Waiting.until(
                replicas + " ready of " + name,
                SOON,
                () ->
                        set(name).getStatus() != null
                                && count(set(name).getStatus().getReadyReplicas()) == replicas);
    }

    private ReplicaSet set(String name) {
        return client.apps().replicaSets().inNamespace(NAMESPACE).withName(name).get();
    }

    private List<Pod> pods(String revision) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabel("revision", revision)
                .list()
                .getItems();
    }

    private Set<String> uids(String revision) {
        return pods(revision).stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private static int count(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
