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
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /// Another image for a deployment that runs.
    static void update(TestStack stack, String id, String image) {
        change(
                stack,
                id,
                DeploymentSpec.newBuilder().setImage("registry.example/" + image),
                "spec.image");
    }

    /// Other values of these fields for a deployment that runs.
    static void change(TestStack stack, String id, DeploymentSpec.Builder spec, String... paths) {
        UpdateDeploymentRequest.Builder update =
                UpdateDeploymentRequest.newBuilder().setId(id).setSpec(spec);
        update.getUpdateMaskBuilder().addAllPaths(List.of(paths));
        var _ = stack.atc().deployments().updateDeployment(update.build());
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

    /// May run on these planes only.
    static DeploymentSpec.Builder only(DeploymentSpec.Builder spec, String... planes) {
        return spec.setPlacement(PlacementPolicy.newBuilder().addAllAllowedPlanes(List.of(planes)));
    }

    /// Takes all GPUs that are free on a plane but so many.
    ///
    /// @param name of what takes them
    /// @return the deployment that takes them; "" = there was nothing to take
    static String fill(TestStack stack, String name, String plane, int butFor)
            throws InterruptedException {
        int free = gpusLeft(stack.plane(plane));
        awaitFree(stack, plane, free);
        if (free <= butFor) {
            return "";
        }
        int taken = free - butFor;
        String id =
                stack.create(name, only(oneGpu(name + ":1"), plane).build(), always(taken)).getId();
        stack.await(taken + " ready", id, d -> d.getReplicas().getReady() == taken);
        awaitFree(stack, plane, butFor);
        return id;
    }

    /// GPUs of a plane that no pod holds, as its API says.
    private static int gpusLeft(KubernetesClient plane) {
        int has =
                plane.nodes().list().getItems().stream()
                        .map(node -> node.getStatus().getAllocatable())
                        .mapToInt(Cases::gpus)
                        .sum();
        int held =
                plane.pods().inAnyNamespace().list().getItems().stream()
                        .filter(pod -> pod.getSpec().getNodeName() != null)
                        .flatMap(pod -> pod.getSpec().getContainers().stream())
                        .map(container -> container.getResources().getLimits())
                        .mapToInt(Cases::gpus)
                        .sum();
        return has - held;
    }

    private static int gpus(@Nullable Map<String, Quantity> amounts) {
        Quantity gpus = amounts == null ? null : amounts.get(PlaneNames.RESOURCE_GPU);
        return gpus == null ? 0 : gpus.getNumericalAmount().intValue();
    }

    /// Pods of a deployment that are not told to go, by the tag of their image.
    static Map<String, Long> tags(TestStack stack, String id) {
        return stack.planeIds().stream()
                .flatMap(plane -> stack.pods(plane, id).stream())
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
                .collect(
                        Collectors.groupingBy(
                                image -> image.substring(image.lastIndexOf(':') + 1),
                                TreeMap::new,
                                Collectors.counting()));
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
                () -> freeGpus(stack, plane) == gpus);
    }

    /// How many GPUs of the plane are free, as far as MCM knows.
    static int freeGpus(TestStack stack, String plane) {
        return (int)
                (stack.atc()
                                .planes()
                                .getPlane(GetPlaneRequest.newBuilder().setId(plane).build())
                                .getPlane()
                                .getCapacity()
                                .getFreeGpuMilli()
                        / 1_000);
    }
}
