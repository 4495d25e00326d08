package dev.mcm.testkit.kube;

import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
        value = "kubectlIsHere",
        disabledReason = "kubectl is neither on the PATH nor built by make kube-tools")
class KubectlOnSimulatedPlaneIT {
    @TempDir private Path directory;

    static boolean kubectlIsHere() {
        return KubectlTour.kubectl().isPresent();
    }

    @Test
    void theTourPasses() throws IOException, InterruptedException {
        try (SimulatedPlane plane =
                SimulatedPlane.start(
                        PlaneOptions.of(
                                "aws-1",
                                SimulatedNode.gpu("gpu-1", "A100", 2),
                                SimulatedNode.cpu("cpu-1", 8, 32)))) {
            Path kubeconfig = directory.resolve("kubeconfig");
            plane.writeKubeconfig(kubeconfig);
            KubectlTour.run(kubeconfig);
        }
    }
}
