package dev.mcm.it.cases;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.PlaneReplicas;
import dev.mcm.atc.v1.PlaneVerdict;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.it.TestStack;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the cases from the field have in common: deployments of a fixed size, nodes that are closed
/// and opened, and how the API says that replicas are spread.
final class Cases {
    static final String GPU = "T4";

    private Cases() {}

    /// Replicas of one GPU each.
    static DeploymentSpec.Builder oneGpu(String image) {
        return gpus(image, 1);
    }

    /// Replicas of so many GPUs each.
    static DeploymentSpec.Builder gpus(String image, int gpus) {
        return DeploymentSpec.newBuilder()
                .setImage("registry.example/" + image)
                .setResources(
                        Resources.newBuilder()
                                .setCpuMilli(500)
                                .setMemoryMib(512)
                                .setGpuCount(gpus)
                                .addGpuTypes(GPU));
    }

    /// As many as that, whatever the load.
    static AutoscalingSettings always(int replicas) {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(replicas)
                .setMaxReplica(replicas)
                .build();
    }

    static void scale(TestStack stack, String id, int replicas) {
        UpdateDeploymentRequest.Builder update =
                UpdateDeploymentRequest.newBuilder().setId(id).setAutoscaling(always(replicas));
        update.getUpdateMaskBuilder()
                .addPaths("autoscaling.min_replica")
                .addPaths("autoscaling.max_replica");
        var _ = stack.atc().deployments().updateDeployment(update.build());
    }

    /// Machines with as many GPUs each.
    static List<SimulatedNode> machines(int count, int gpus) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> SimulatedNode.of("gpu-" + n, 64_000, 262_144, gpus, GPU))
                .toList();
    }

    /// Closes or opens all machines with GPUs of a plane, as `kubectl cordon` does.
    static void closed(KubernetesClient plane, boolean closed) {
        for (Node node : plane.nodes().withLabel(PlaneNames.LABEL_GPU_TYPE).list().getItems()) {
            plane.nodes()
                    .withName(node.getMetadata().getName())
                    .edit(found -> {
                        found.getSpec().setUnschedulable(closed ? true : null);
                        return found;
                    });
        }
    }

    /// Replicas that are placed, by plane; planes without any are left out.
    static Map<String, Integer> placed(Deployment deployment) {
        return deployment.getPlanesList().stream()
                .filter(plane -> plane.getPlaced() > 0)
                .collect(
                        Collectors.toMap(
                                PlaneReplicas::getPlaneId,
                                PlaneReplicas::getPlaced,
                                Integer::sum,
                                TreeMap::new));
    }

    /// What the Scheduler says to a plane.
    static PlaneVerdict verdict(TestStack stack, String id, String plane) {
        return stack
                .atc()
                .deployments()
                .explainDeployment(ExplainDeploymentRequest.newBuilder().setId(id).build())
                .getPlacement()
                .getVerdictsList()
                .stream()
                .filter(verdict -> verdict.getPlaneId().equals(plane))
                .findFirst()
                .orElse(PlaneVerdict.getDefaultInstance());
    }

    /// MCM knows how many GPUs of the plane are free.
    static void awaitFree(TestStack stack, String plane, int gpus) throws InterruptedException {
        Waiting.until(
                gpus + " free GPUs on " + plane,
                TestStack.PATIENCE,
                () ->
                        stack.atc()
                                        .planes()
                                        .getPlane(GetPlaneRequest.newBuilder().setId(plane).build())
                                        .getPlane()
                                        .getCapacity()
                                        .getFreeGpuMilli()
                                == gpus * 1_000L);
    }
}
