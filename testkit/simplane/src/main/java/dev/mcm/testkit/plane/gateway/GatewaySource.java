package dev.mcm.testkit.plane.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Where a gateway learns what its plane holds. Each handler is called on the gateway's scheduler,
/// in the order of the changes, beginning with what is there already.
public interface GatewaySource {

    /// A ConfigMap of the routing table, as it was created or changed. Deletions are not told: a
    /// deleted table stays in force.
    record RouteMap(String name, Map<String, String> data) {
        public RouteMap {
            data = Map.copyOf(data);
        }
    }

    /// A pod of a deployment.
    ///
    /// @param state as of now
    record ServingPod(String uid, String name, String deployment, PodState state) {}

    /// Whether a gateway may send requests to a pod. One that is being deleted is not ready.
    enum PodState {
        READY,
        NOT_READY,
        GONE
    }

    void onRouteMaps(Consumer<List<RouteMap>> handler);

    void onPods(Consumer<List<ServingPod>> handler);
}
