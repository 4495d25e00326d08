package dev.mcm.local.demo;

import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.TreeMap;

/// What really runs, read from a plane's Kubernetes API and not from MCM's tables.
final class PlaneTruth {
    private PlaneTruth() {}

    /// Ready pods that are not being deleted, by deployment id.
    static Map<String, Integer> readyPods(KubernetesClient plane) {
        Map<String, Integer> ready = new TreeMap<>();
        for (Pod pod : managedPods(plane)) {
            if (pod.getMetadata().getDeletionTimestamp() == null && isReady(pod)) {
                ready.merge(
                        pod.getMetadata().getLabels().get(PlaneNames.LABEL_DEPLOYMENT),
                        1,
                        Integer::sum);
            }
        }
        return ready;
    }

    /// Pods of any state, by deployment id.
    static Map<String, Integer> pods(KubernetesClient plane) {
        Map<String, Integer> pods = new TreeMap<>();
        managedPods(plane)
                .forEach(pod ->
                        pods.merge(
                                pod.getMetadata().getLabels().get(PlaneNames.LABEL_DEPLOYMENT),
                                1,
                                Integer::sum));
        return pods;
    }

    private static Iterable<Pod> managedPods(KubernetesClient plane) {
        return plane.pods()
                .inAnyNamespace()
                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                .list()
                .getItems();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }
}
