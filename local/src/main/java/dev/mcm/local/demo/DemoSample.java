package dev.mcm.local.demo;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What ATC answers and what the planes' APIs hold, read one after the other.
///
/// @param ready ready pods by plane and deployment id; a plane whose API does not answer is missing
record DemoSample(
        List<Deployment> deployments, List<Plane> planes, Map<String, Map<String, Integer>> ready) {
    Optional<Deployment> named(String name) {
        return deployments.stream().filter(d -> d.getName().equals(name)).findFirst();
    }

    Optional<Plane> plane(String id) {
        return planes.stream().filter(p -> p.getId().equals(id)).findFirst();
    }

    boolean isLost(String plane) {
        return plane(plane).filter(p -> p.getState() == PlaneState.PLANE_STATE_LOST).isPresent();
    }

    /// Ready pods of a deployment on all planes but one, by their APIs.
    int readyWithout(String deploymentId, String plane) {
        return ready.entrySet().stream()
                .filter(e -> !e.getKey().equals(plane))
                .mapToInt(e -> e.getValue().getOrDefault(deploymentId, 0))
                .sum();
    }

    /// Ready pods of a deployment, by the planes' APIs.
    int ready(String deploymentId) {
        return readyWithout(deploymentId, "");
    }

    /// What keeps this sample from being converged, one line for each deployment; empty when every
    /// deployment has desired = placed = ready and no pod is there that nobody asked for.
    List<String> divergence() {
        Map<String, String> problems = new TreeMap<>();
        for (Deployment d : deployments) {
            int desired = d.getReplicas().getDesired();
            int placed = d.getReplicas().getPlaced();
            int ready = ready(d.getId());
            if (desired != placed || desired != ready) {
                problems.put(
                        d.getName(),
                        "%s: desired %d, placed %d, ready on the planes %d (%s)"
                                .formatted(
                                        d.getName(), desired, placed, ready, d.getStatusMessage()));
            }
        }
        ready.values().stream()
                .flatMap(byDeployment -> byDeployment.keySet().stream())
                .filter(id -> deployments.stream().noneMatch(d -> d.getId().equals(id)))
                .forEach(id ->
                        problems.put(id, id + ": pods on the planes, but no such deployment"));
        return List.copyOf(problems.values());
    }
}
