package dev.mcm.testkit.kube;

import org.junit.jupiter.api.Test;

@KubeTest(nodes = true)
class ReplicaSetsOnRealPlaneIT {

    @Test
    void theTourPasses(KubeCluster cluster) throws InterruptedException {
        cluster.awaitNodes();
        ReplicaSetTour.run(cluster.admin(), true);
    }
}
