package dev.mcm.atc.loop;

import dev.mcm.atc.core.routing.RouteShards;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The routes that all planes should have. Written by one thread, read by any.
final class RouteBook {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<List<SortedMap<DeploymentId, Route>>> shards = Optional.empty();

    /// Calls `listener` after every change; it must not block.
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /// Routes by shard; empty until they are known for the first time.
    Optional<List<SortedMap<DeploymentId, Route>>> shards() {
        return shards;
    }

    /// Replaces all routes.
    void replace(Map<DeploymentId, Route> routes) {
        publish(RouteShards.cut(routes));
    }

    /// Replaces the routes of some deployments; one that is not in `routes` loses its own.
    void update(Collection<DeploymentId> deployments, Map<DeploymentId, Route> routes) {
        List<SortedMap<DeploymentId, Route>> next =
                new ArrayList<>(shards.orElseGet(() -> RouteShards.cut(Map.of())));
        for (DeploymentId id : deployments) {
            int shard = PlaneNames.routeShard(id);
            SortedMap<DeploymentId, Route> copy = new TreeMap<>(next.get(shard));
            Route route = routes.get(id);
            if (route == null) {
                copy.remove(id);
            } else {
                copy.put(id, route);
            }
            next.set(shard, copy);
        }
        publish(next);
    }

    private void publish(List<SortedMap<DeploymentId, Route>> next) {
        if (!shards.equals(Optional.of(next))) {
            shards = Optional.of(List.copyOf(next));
            listeners.forEach(Runnable::run);
        }
    }
}
