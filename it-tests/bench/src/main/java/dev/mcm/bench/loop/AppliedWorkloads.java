package dev.mcm.bench.loop;

import dev.mcm.local.stack.LocalPlane;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.SystemTime;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The workloads that MCM has applied to a plane, by a watch of the plane's own API: Deployments,
/// and ReplicaSets of a revision. Thread-safe.
final class AppliedWorkloads implements AutoCloseable {
    private final KubernetesClient client;
    private final Map<String, Applied> byDeployment = new HashMap<>();

    /// @param nanos monotonic clock when it was seen for the first time
    record Applied(HasMetadata workload, long nanos) {}

    private final class Changes<T extends HasMetadata> implements Watcher<T> {
        @Override
        public void eventReceived(Action action, T workload) {
            accept(action, workload, SystemTime.SYSTEM.nanoTime());
        }

        @Override
        public void onClose(WatcherException cause) {
            // A plane that is cut off ends its watches.
        }
    }

    AppliedWorkloads(LocalPlane plane) {
        this.client = plane.client();
        client.apps()
                .deployments()
                .inAnyNamespace()
                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                .watch(new Changes<>());
        client.apps()
                .replicaSets()
                .inAnyNamespace()
                .withLabel(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED)
                .withLabel(PlaneNames.LABEL_REVISION)
                .watch(new Changes<>());
    }

    private synchronized void accept(Watcher.Action action, HasMetadata workload, long nanos) {
        String deployment = deploymentOf(workload);
        if (action == Watcher.Action.ADDED) {
            byDeployment.put(deployment, new Applied(workload, nanos));
        } else if (action == Watcher.Action.DELETED) {
            byDeployment.computeIfPresent(
                    deployment,
                    (_, applied) -> uid(applied.workload()).equals(uid(workload)) ? null : applied);
        }
    }

    private static String deploymentOf(HasMetadata workload) {
        return workload.getMetadata().getLabels().getOrDefault(PlaneNames.LABEL_DEPLOYMENT, "");
    }

    private static String uid(HasMetadata workload) {
        return workload.getMetadata().getUid();
    }

    /// The workload of a deployment that came last; empty when there is none.
    synchronized Optional<Applied> of(String deployment) {
        return Optional.ofNullable(byDeployment.get(deployment));
    }

    /// Which of these deployments have a workload that came after that moment.
    ///
    /// @param nanos monotonic clock
    synchronized Set<String> since(long nanos, Set<String> deployments) {
        return byDeployment.entrySet().stream()
                .filter(each -> each.getValue().nanos() > nanos)
                .map(Map.Entry::getKey)
                .filter(deployments::contains)
                .collect(Collectors.toSet());
    }

    /// When the last of these deployments' workloads came, by the monotonic clock.
    synchronized long last(Set<String> deployments) {
        return byDeployment.entrySet().stream()
                .filter(each -> deployments.contains(each.getKey()))
                .mapToLong(each -> each.getValue().nanos())
                .max()
                .orElseThrow();
    }

    /// Takes a workload away as somebody with `kubectl delete` does.
    void delete(HasMetadata workload) {
        client.resource(workload).delete();
    }

    @Override
    public void close() {
        client.close();
    }
}
