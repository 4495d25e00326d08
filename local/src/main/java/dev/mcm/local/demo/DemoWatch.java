package dev.mcm.local.demo;

import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.local.stack.LocalStack;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes samples of the running stack. Not thread-safe.
final class DemoWatch implements AutoCloseable {
    private final LocalStack stack;
    private final Map<String, KubernetesClient> clients = new LinkedHashMap<>();
    private final java.util.Set<String> cutOff = new java.util.HashSet<>();

    DemoWatch(LocalStack stack) {
        this.stack = stack;
        for (LocalPlane plane : stack.planes()) {
            clients.put(plane.id(), plane.client());
        }
    }

    /// Do not ask this plane's API until [#reachable]: it is known to be down.
    void unreachable(String plane) {
        cutOff.add(plane);
    }

    void reachable(String plane) {
        cutOff.remove(plane);
    }

    DemoSample sample() {
        Map<String, Map<String, Integer>> ready = new LinkedHashMap<>();
        clients.forEach((plane, client) -> {
            if (!cutOff.contains(plane)) {
                try {
                    ready.put(plane, PlaneTruth.readyPods(client));
                } catch (KubernetesClientException _) {
                    // Not answered: missing from the sample, as its contract says.
                }
            }
        });
        return new DemoSample(
                stack.atc()
                        .deployments()
                        .listDeployments(
                                ListDeploymentsRequest.newBuilder().setPageSize(1000).build())
                        .getDeploymentsList(),
                stack.atc()
                        .planes()
                        .listPlanes(ListPlanesRequest.newBuilder().setPageSize(1000).build())
                        .getPlanesList(),
                ready);
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
    }
}
