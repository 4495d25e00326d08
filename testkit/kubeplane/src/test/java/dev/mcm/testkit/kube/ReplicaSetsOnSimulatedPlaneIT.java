package dev.mcm.testkit.kube;

import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.Test;

class ReplicaSetsOnSimulatedPlaneIT {

    @Test
    void theTourPasses() throws InterruptedException {
        try (SimulatedPlane plane =
                        SimulatedPlane.start(
                                PlaneOptions.of("aws-1", SimulatedNode.cpu("cpu-1", 8, 32)));
                KubernetesClient client =
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder().withMasterUrl(plane.apiUrl()).build())
                                .build()) {
            ReplicaSetTour.run(client, false);
        }
    }
}
