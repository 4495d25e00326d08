package dev.mcm.it;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/// A running stack with what tests ask of it: creating deployments, and looking at the planes
/// themselves.
public final class TestStack implements AutoCloseable {
    public static final String ORGANIZATION = "acme";

    /// Three times what the slowest step takes on an idle machine.
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int GATEWAY_TIMEOUT_MILLIS = 3_000;

    private final TestTarget target;
    private final Map<String, KubernetesClient> planes;

    TestStack(TestTarget target) {
        this.target = target;
        this.planes = target.planes();
        createOrganization();
    }

    /// A local stack of simulated planes of its own, for a test that breaks what the others need;
    /// the caller closes it.
    ///
    /// @param planes how many, called plane-1, plane-2 …
    public static TestStack own(int planes) {
        return own(StackPlanes.SIM.specs(planes));
    }

    /// The same with just these planes.
    public static TestStack own(List<PlaneSpec> planes) {
        return new TestStack(new LocalTarget(StackExtension.startLocal(planes)));
    }

    /// An MCM that runs elsewhere may have it from an earlier run.
    private void createOrganization() {
        try {
            var _ =
                    atc().organizations()
                            .createOrganization(
                                    CreateOrganizationRequest.newBuilder()
                                            .setOrganization(
                                                    Organization.newBuilder()
                                                            .setId(ORGANIZATION)
                                                            .setDisplayName("Acme")
                                                            .setCpuDeployments(true)
                                                            .setGpuDeployments(true))
                                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }

    public AtcConnection atc() {
        return target.atc();
    }

    /// With another token; the caller closes it.
    AtcConnection atcAs(String token) {
        return target.atcAs(token);
    }

    /// See [TestTarget#local].
    public LocalStack local() {
        return target.local();
    }

    /// The GPU model that most planes have, and how many of them.
    ///
    /// @throws org.opentest4j.TestAbortedException where no plane has any
    Map.Entry<String, Long> commonGpuType() {
        return planes.values().stream()
                .flatMap(plane ->
                        plane
                                .nodes()
                                .withLabel(PlaneNames.LABEL_GPU_TYPE)
                                .list()
                                .getItems()
                                .stream()
                                .map(node ->
                                        node.getMetadata()
                                                .getLabels()
                                                .get(PlaneNames.LABEL_GPU_TYPE))
                                .distinct())
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow(() -> new TestAbortedException("needs a plane with GPUs"));
    }

    /// @throws org.opentest4j.TestAbortedException where requests cannot be sent to every plane
    void needGateways() {
        for (URI gateway : gateways()) {
            try (Socket socket = new Socket()) {
                int port = gateway.getPort() < 0 ? 80 : gateway.getPort();
                socket.connect(
                        new InetSocketAddress(gateway.getHost(), port), GATEWAY_TIMEOUT_MILLIS);
            } catch (IOException e) {
                throw new TestAbortedException(
                        "needs gateways that the test can reach; " + gateway + ": " + e, e);
            }
        }
    }

    /// Creates a model of that name and a deployment of it.
    public Deployment create(String name, DeploymentSpec spec, AutoscalingSettings autoscaling) {
        return atc().deployments()
                .createDeployment(
                        CreateDeploymentRequest.newBuilder()
                                .setModelId(model(name))
                                .setName(name)
                                .setSpec(spec)
                                .setAutoscaling(autoscaling)
                                .build())
                .getDeployment();
    }

    public String model(String name) {
        return atc().models()
                .createModel(
                        CreateModelRequest.newBuilder()
                                .setOrganizationId(ORGANIZATION)
                                .setName(target.unique(name))
                                .build())
                .getModel()
                .getId();
    }

    public Deployment get(String id) {
        return atc().deployments()
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }

    public void delete(String id) {
        var _ =
                atc().deployments()
                        .deleteDeployment(DeleteDeploymentRequest.newBuilder().setId(id).build());
    }

    /// Waits until the API's answer for a deployment fits.
    public Deployment await(String what, String id, Predicate<Deployment> goal)
            throws InterruptedException {
        Deployment[] last = new Deployment[1];
        try {
            Waiting.until(
                    what,
                    PATIENCE,
                    () -> {
                        last[0] = get(id);
                        return goal.test(last[0]);
                    });
        } catch (IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "; last seen:\n" + last[0], e);
        }
        return last[0];
    }

    /// Ready pods of a deployment by plane, from the planes' APIs; planes without any are left out.
    public Map<String, Integer> readyPods(String id) {
        Map<String, Integer> ready = new LinkedHashMap<>();
        planes.forEach((plane, client) -> {
            int count = (int) pods(client, id).stream().filter(TestStack::isReady).count();
            if (count > 0) {
                ready.put(plane, count);
            }
        });
        return ready;
    }

    public int readyPodCount(String id) {
        return readyPods(id).values().stream().mapToInt(i -> i).sum();
    }

    /// A client of the plane's API that may do everything; not to be closed.
    public KubernetesClient plane(String plane) {
        KubernetesClient client = planes.get(plane);
        if (client == null) {
            throw new IllegalArgumentException(
                    "plane: " + plane + " (expected: one of " + planes.keySet() + ")");
        }
        return client;
    }

    /// Ids of all planes.
    public Set<String> planeIds() {
        return planes.keySet();
    }

    /// All pods of a deployment on a plane.
    public List<Pod> pods(String plane, String id) {
        return pods(plane(plane), id);
    }

    /// Uids of all pods that MCM manages, on all planes.
    public Set<String> podUids() {
        return planes.values().stream()
                .flatMap(client ->
                        client
                                .pods()
                                .inAnyNamespace()
                                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                                .list()
                                .getItems()
                                .stream())
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Uids of all pods of a deployment, on all planes.
    public Set<String> podUids(String id) {
        return planes.values().stream()
                .flatMap(client -> pods(client, id).stream())
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Every object of a deployment on any plane, "plane kind/name".
    public List<String> objectsOf(String id) {
        List<String> found = new ArrayList<>();
        planes.forEach((plane, client) -> {
            List<List<? extends HasMetadata>> lists =
                    List.of(
                            pods(client, id),
                            client.apps()
                                    .deployments()
                                    .inAnyNamespace()
                                    .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                                    .list()
                                    .getItems(),
                            client.apps()
                                    .replicaSets()
                                    .inAnyNamespace()
                                    .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                                    .list()
                                    .getItems(),
                            client.services()
                                    .inAnyNamespace()
                                    .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                                    .list()
                                    .getItems(),
                            client.genericKubernetesResources(
                                            "gateway.networking.k8s.io/v1", "HTTPRoute")
                                    .inAnyNamespace()
                                    .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                                    .list()
                                    .getItems());
            lists.forEach(list ->
                    list.forEach(object ->
                            found.add(
                                    plane
                                            + " "
                                            + object.getKind()
                                            + "/"
                                            + object.getMetadata().getName())));
        });
        return found;
    }

    /// The gateways of all planes.
    public List<URI> gateways() {
        return target.gateways();
    }

    private static List<Pod> pods(KubernetesClient client, String id) {
        return client.pods()
                .inAnyNamespace()
                .withLabel(PlaneNames.LABEL_DEPLOYMENT, id)
                .list()
                .getItems();
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    @Override
    public void close() {
        target.close();
    }
}
