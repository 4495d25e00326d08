package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.LocalStack;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case T10, "Who is this cluster?": karmada#6229, #6298, #880, #1351. Another cluster under a
/// known id, and a known cluster under another id.
@ExtendWith(StackExtension.class)
final class ClusterIdentityCaseIT {
    /// Longer than a probe and a resync of the local timing.
    private static final Duration AFTERMATH = Duration.ofSeconds(12);

    private static final List<SimulatedNode> NODES =
            List.of(SimulatedNode.of("ghost-node", 64_000, 262_144, 8, "T4"));

    private final TestStack stack;
    private final LocalStack local;
    private final int planes;

    ClusterIdentityCaseIT(TestStack stack) {
        this.local = stack.local();
        this.planes = local.planes().size();
        this.stack = stack;
    }

    @Test
    void noIdMovesToAnotherClusterAndNoClusterGetsASecondId()
            throws InterruptedException, IOException {
        Deployment served = serve();
        Map<String, Set<String>> before = uids();
        Plane first = plane("plane-1");
        Plane last = plane("plane-" + planes);
        String twinId = last.getId() + "b";
        try (SimulatedPlane ghost =
                SimulatedPlane.start(PlaneOptions.of("ghost").withNodes(NODES))) {
            Set<String> untouched = written(ghost);
            ghost.writeKubeconfig(kubeconfig("ghost"));
            copyKubeconfig(last.getId(), twinId);

            StatusRuntimeException moved =
                    refusal(
                            first.toBuilder()
                                    .setApiUrl(ghost.apiUrl())
                                    .setCredentialsRef("ghost.kubeconfig"));
            assertThat(moved.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(moved.getMessage())
                    .contains("plane-1", clusterId("plane-1"), clusterId(ghost));

            StatusRuntimeException twin =
                    refusal(
                            last.toBuilder()
                                    .setId(twinId)
                                    .setCredentialsRef(twinId + ".kubeconfig"));
            assertThat(twin.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            assertThat(twin.getMessage())
                    .contains(twinId, last.getId() + " ", clusterId(last.getId()));

            assertThat(register(first.toBuilder())).isEqualTo(plane("plane-1"));

            Waiting.pause(AFTERMATH);

            assertThat(written(ghost)).isEqualTo(untouched);
            assertThat(uids()).isEqualTo(before);
            assertThat(plane("plane-1").getApiUrl()).isEqualTo(first.getApiUrl());
            assertThat(stack.get(served.getId()).getReplicas().getReady()).isEqualTo(planes);
        }
        stack.delete(served.getId());
    }

    /// One replica on each plane.
    private Deployment serve() throws InterruptedException {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/identity:1")
                        .setResources(
                                Resources.newBuilder()
                                        .setCpuMilli(1_000)
                                        .setMemoryMib(1_024)
                                        .setGpuCount(1)
                                        .addGpuTypes("T4"))
                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(planes))
                        .build();
        AutoscalingSettings asMany =
                AutoscalingSettings.newBuilder()
                        .setMinReplica(planes)
                        .setMaxReplica(planes)
                        .build();
        Deployment created = stack.create("who-is-this", spec, asMany);
        return stack.await(
                "a ready replica on each plane",
                created.getId(),
                _ -> stack.readyPods(created.getId()).size() == planes);
    }

    private Plane plane(String id) {
        Plane.Builder plane =
                stack
                        .atc()
                        .planes()
                        .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                        .getPlane()
                        .toBuilder();
        return plane.clearCapacity().clearState().clearStateSince().clearStateMessage().build();
    }

    private Plane register(Plane.Builder plane) {
        Plane.Builder stored =
                stack
                        .atc()
                        .planes()
                        .registerPlane(RegisterPlaneRequest.newBuilder().setPlane(plane).build())
                        .getPlane()
                        .toBuilder();
        return stored.clearCapacity().clearState().clearStateSince().clearStateMessage().build();
    }

    private StatusRuntimeException refusal(Plane.Builder plane) {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> register(plane));
        assertThat(refused)
                .as("registering %s at %s", plane.getId(), plane.getApiUrl())
                .isNotNull();
        return refused;
    }

    private Path kubeconfig(String name) {
        return local.directory().kubeconfig(name);
    }

    private void copyKubeconfig(String from, String to) throws IOException {
        Files.copy(kubeconfig(from), kubeconfig(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private String clusterId(String plane) {
        try (KubernetesClient client = local.plane(plane).client()) {
            return clusterId(client);
        }
    }

    private String clusterId(SimulatedPlane plane) throws IOException {
        try (KubernetesClient client = client(plane)) {
            return clusterId(client);
        }
    }

    private static String clusterId(KubernetesClient client) {
        return client.namespaces().withName("kube-system").get().getMetadata().getUid();
    }

    /// Uids of MCM's workloads and pods, by plane.
    private Map<String, Set<String>> uids() {
        Map<String, Set<String>> found = new TreeMap<>();
        local.planes()
                .forEach(plane -> {
                    try (KubernetesClient client = plane.client()) {
                        found.put(plane.id(), managed(client));
                    }
                });
        return found;
    }

    private static Set<String> managed(KubernetesClient client) {
        Set<String> uids = new TreeSet<>();
        List<List<? extends HasMetadata>> lists =
                List.of(
                        client.pods()
                                .inAnyNamespace()
                                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                                .list()
                                .getItems(),
                        client.apps()
                                .deployments()
                                .inAnyNamespace()
                                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                                .list()
                                .getItems(),
                        client.services()
                                .inAnyNamespace()
                                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                                .list()
                                .getItems());
        lists.forEach(list -> list.forEach(object -> uids.add(object.getMetadata().getUid())));
        return uids;
    }

    /// Everything that MCM could have written: namespaces, config maps and managed objects.
    private Set<String> written(SimulatedPlane plane) throws IOException {
        try (KubernetesClient client = client(plane)) {
            Set<String> found = managed(client);
            client.namespaces()
                    .list()
                    .getItems()
                    .forEach(namespace -> found.add(namespace.getMetadata().getName()));
            client.configMaps()
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .forEach(map -> found.add(map.getMetadata().getName()));
            return found;
        }
    }

    private KubernetesClient client(SimulatedPlane plane) throws IOException {
        Path file = kubeconfig("ghost-test");
        plane.writeKubeconfig(file);
        return new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                .withConfig(
                        io.fabric8.kubernetes.client.Config.fromKubeconfig(Files.readString(file)))
                .build();
    }
}
