package dev.mcm.testkit.kube;

import dev.mcm.testkit.plane.SimulatedNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a [KubeCluster] is made.
///
/// @param name names the cluster in its kubeconfigs
/// @param controllers whether kube-controller-manager runs: Deployments get ReplicaSets and Pods,
///   namespaces get service accounts and end when deleted. Without it pods may be created that name
///   no service account
/// @param nodes machines that KWOK plays; with any of them kube-scheduler and KWOK run too, and
///   pods are scheduled and become ready
/// @param watchCache false lets every watch read etcd, so that [KubeCluster#compact] alone ends
///   those that are behind with 410
/// @param audit whether the API server logs who asked what, see [KubeCluster#auditLog]
/// @param directory keeps data and logs over restarts; null for a temporary one, deleted at the end
public record KubeOptions(
        String name,
        boolean controllers,
        List<SimulatedNode> nodes,
        boolean watchCache,
        boolean audit,
        @Nullable Path directory) {
    public KubeOptions {
        nodes = List.copyOf(nodes);
    }

    /// etcd and the API server only, with the Gateway API's kinds.
    public static KubeOptions apiServerOnly(String name) {
        return new KubeOptions(name, false, List.of(), true, false, null);
    }

    /// A whole cluster in which pods run.
    public static KubeOptions withNodes(String name, List<SimulatedNode> nodes) {
        return new KubeOptions(name, true, nodes, true, false, null);
    }

    public KubeOptions withControllers() {
        return new KubeOptions(name, true, nodes, watchCache, audit, directory);
    }

    public KubeOptions withoutWatchCache() {
        return new KubeOptions(name, controllers, nodes, false, audit, directory);
    }

    public KubeOptions audited() {
        return new KubeOptions(name, controllers, nodes, watchCache, true, directory);
    }

    public KubeOptions keptIn(Path place) {
        return new KubeOptions(name, controllers, nodes, watchCache, audit, place.toAbsolutePath());
    }
}
