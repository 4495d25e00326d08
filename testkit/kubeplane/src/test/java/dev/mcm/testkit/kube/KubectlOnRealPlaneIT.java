package dev.mcm.testkit.kube;

import java.io.IOException;
import org.junit.jupiter.api.Test;

@KubeTest(nodes = true)
class KubectlOnRealPlaneIT {

    @Test
    void theTourPasses(KubeCluster cluster) throws IOException, InterruptedException {
        cluster.awaitNodes();
        KubectlTour.run(cluster.adminKubeconfig());
    }
}
