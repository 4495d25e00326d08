package dev.mcm.testkit.plane;

import static dev.mcm.testkit.plane.Fixtures.NAMESPACE;
import static dev.mcm.testkit.plane.Fixtures.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a disruption budget lets go, as on a real plane.
class EvictionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final PlaneTimings LOADS_FOR_EVER =
            new PlaneTimings(
                    Duration.ofMillis(50),
                    Duration.ofHours(1),
                    Duration.ofMillis(20),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    0);

    private SimulatedPlane plane;
    private KubernetesClient client;

    private void start(PlaneTimings timings) {
        plane =
                SimulatedPlane.start(
                        PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 4))
                                .withTimings(timings));
        client = Fixtures.client(plane);
        Fixtures.createNamespace(client);
    }

    @AfterEach
    void close() {
        client.close();
        plane.close();
    }

    private static PodDisruptionBudget budget(String unhealthy) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("d-1")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withNewSelector()
                .withMatchLabels(Map.of(PlaneNames.LABEL_DEPLOYMENT, "d-1"))
                .endSelector()
                .withUnhealthyPodEvictionPolicy(unhealthy)
                .endSpec()
                .build();
    }

    private List<Pod> pods() {
        return client.pods().list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /// @return whether no budget was in the way
    private boolean evict(Pod pod) {
        return client.pods().resource(pod).evict();
    }

    private void await(String what, Waiting.Condition condition) throws InterruptedException {
        Waiting.until(what, PATIENCE, condition);
    }

    private boolean allows(int healthy, int disruptions) {
        var status = client.policy().v1().podDisruptionBudget().withName("d-1").get().getStatus();
        return status != null
                && Integer.valueOf(healthy).equals(status.getCurrentHealthy())
                && Integer.valueOf(disruptions).equals(status.getDisruptionsAllowed());
    }

    @Test
    void oneReadyPodGoesAtATimeAndTheNextWhenItsSuccessorIsReady() throws Exception {
        start(PlaneTimings.fast());
        client.resource(deployment("d-1", "model:1", 2)).create();
        client.resource(budget("AlwaysAllow")).create();
        await("two ready pods", () -> allows(2, 1));
        List<Pod> before = pods();

        assertThat(evict(before.getFirst())).isTrue();

        assertThat(evict(before.getLast())).isFalse();
        await("its successor", () -> allows(2, 1));
        assertThat(evict(before.getLast())).isTrue();
    }

    @Test
    void podsThatAreNotReadyAlwaysGoWhereTheBudgetSaysSoAndStayWhereItDoesNot() throws Exception {
        start(LOADS_FOR_EVER);
        client.resource(deployment("d-1", "model:1", 3)).create();
        client.resource(budget("IfHealthyBudget")).create();
        await(
                "three pods that load",
                () -> pods().size() == 3 && pods().stream().allMatch(EvictionIT::runs));
        await("the budget to count them", () -> allows(0, 0));
        assertThat(evict(pods().getFirst())).isFalse();

        client.resource(budget("AlwaysAllow")).update();

        assertThat(pods()).hasSize(3).allMatch(this::evict);
    }

    private static boolean runs(Pod pod) {
        return pod.getStatus().getPhase().equals("Running");
    }
}
