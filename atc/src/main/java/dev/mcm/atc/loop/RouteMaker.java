package dev.mcm.atc.loop;

import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.atc.core.routing.RoutingPolicy;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.shared.feed.DirtySet;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Keeps the [RouteBook] as the database says: what changed at once, everything when a plane
/// changes and every so often.
final class RouteMaker {
    private final RouteSource source;
    private final RouteBook book;
    private final TimeSource time;
    private final Duration resyncInterval;
    private final int queueSeconds;
    private final DirtySet<DeploymentId> dirty = new DirtySet<>(Pusher.MOST_DIRTY);
    private long resynced;
    private Map<PlaneId, RoutedPlane> planes = Map.of();

    RouteMaker(
            RouteSource source,
            RouteBook book,
            TimeSource time,
            Duration resyncInterval,
            Duration queueTimeout) {
        this.source = source;
        this.book = book;
        this.time = time;
        this.resyncInterval = resyncInterval;
        this.queueSeconds = (int) queueTimeout.toSeconds();
        dirty.addAll();
    }

    DirtySet<DeploymentId> dirty() {
        return dirty;
    }

    /// @param reign of this process, begun before the call
    void tick(Epoch reign) {
        if (!book.isOf(reign) || time.since(resynced).compareTo(resyncInterval) >= 0) {
            dirty.addAll();
        }
        DirtySet.Batch<DeploymentId> batch = dirty.take();
        try {
            if (batch.all()) {
                planes = source.planes();
                book.replace(reign, routes(source.all()));
                resynced = time.nanoTime();
            } else if (!batch.keys().isEmpty()) {
                Set<DeploymentId> ids = batch.keys();
                book.update(reign, ids, routes(source.some(ids)));
            }
        } catch (RuntimeException e) {
            dirty.giveBack(batch);
            throw e;
        }
    }

    private Map<DeploymentId, Route> routes(List<RoutedDeployment> deployments) {
        Map<DeploymentId, Route> routes = new HashMap<>();
        deployments.forEach(deployment ->
                routes.put(deployment.id(), RoutingPolicy.route(deployment, planes, queueSeconds)));
        return routes;
    }
}
