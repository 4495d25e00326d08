package dev.mcm.testkit.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@KubeTest(nodes = true)
class KubePodsIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String NAMESPACE = "pods";

    private final KubernetesClient admin;

    KubePodsIT(KubeCluster cluster) {
        this.admin = cluster.admin();
        cluster.awaitNodes();
    }

    @Test
    void podsOfADeploymentAreScheduledOnMachinesWithItsGpusAndBecomeReady() {
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
        Waiting.until(
                "the namespace's service account",
                SOON,
                () ->
                        admin.serviceAccounts().inNamespace(NAMESPACE).withName("default").get()
                                != null);
        admin.load(getClass().getResourceAsStream("gpu-deployment.yaml")).serverSideApply();

        Waiting.until("two ready pods", SOON, () -> ready().size() == 2);
        assertThat(ready()).allMatch(pod -> pod.getSpec().getNodeName().equals("gpu-1"));
        Waiting.until(
                "one pod that found no GPUs",
                SOON,
                () ->
                        pods().stream()
                                .flatMap(pod -> pod.getStatus().getConditions().stream())
                                .anyMatch(c ->
                                        c.getType().equals("PodScheduled")
                                                && "Unschedulable".equals(c.getReason())
                                                && c.getMessage().contains("nvidia.com/gpu")));

        admin.namespaces().withName(NAMESPACE).delete();
        Waiting.until("the end of the namespace", SOON, this::isGone);
    }

    private boolean isGone() {
        try {
            return admin.namespaces().withName(NAMESPACE).get() == null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private List<Pod> pods() {
        return admin.pods().inNamespace(NAMESPACE).list().getItems();
    }

    private List<Pod> ready() {
        return pods().stream()
                .filter(pod ->
                        pod.getStatus().getConditions().stream()
                                .anyMatch(c ->
                                        c.getType().equals("Ready")
                                                && c.getStatus().equals("True")))
                .toList();
    }
}
