package dev.mcm.atc.loop;

import dev.mcm.atc.core.routing.RouteShardPolicy;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.state.lease.Leadership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The routes that all planes should have, as far as this reign of this process knows them, and
/// those that they have. Written by one thread, read by any.
final class RouteBook {
    /// All routes at one moment.
    ///
    /// @param reign in which they were read from the database
    /// @param shards routes by shard
    record Edition(Epoch reign, List<SortedMap<DeploymentId, Route>> shards) {
        Edition {
            shards = List.copyOf(shards);
        }
    }

    private final Leadership leadership;
    private final RoutesInForce onPlanes = new RoutesInForce();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Edition newest;

    RouteBook(Leadership leadership) {
        this.leadership = leadership;
    }

    /// What the planes have.
    RoutesInForce onPlanes() {
        return onPlanes;
    }

    /// Calls `listener` after every change; it must not block.
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /// What may be written to planes now: empty while this process does not lead, and until all
    /// routes were read in its reign.
    Optional<Edition> inForce() {
        return Optional.ofNullable(newest).filter(this::isInForce);
    }

    /// Whether the reign of the edition goes on. To be asked before each write.
    boolean isInForce(Edition edition) {
        return leadership.reign().equals(Optional.of(edition.reign()));
    }

    /// Whether all routes were read in this reign.
    boolean isOf(Epoch reign) {
        return of(reign) != null;
    }

    private @Nullable Edition of(Epoch reign) {
        @Nullable Edition edition = newest;
        return edition != null && edition.reign().equals(reign) ? edition : null;
    }

    /// Forgets all routes: the lease is gone.
    void clear() {
        newest = null;
    }

    /// Replaces all routes by what was read from the database after `reign` had begun.
    void replace(Epoch reign, Map<DeploymentId, Route> routes) {
        publish(new Edition(reign, RouteShardPolicy.cut(routes)));
    }

    /// Replaces the routes of some deployments, read in `reign`; one that is not in `routes` loses
    /// its own. Nothing comes of it unless all routes were read in that reign before.
    void update(
            Epoch reign, Collection<DeploymentId> deployments, Map<DeploymentId, Route> routes) {
        @Nullable Edition before = of(reign);
        if (before == null) {
            return;
        }
        List<SortedMap<DeploymentId, Route>> next = new ArrayList<>(before.shards());
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
        publish(new Edition(reign, next));
    }

    private void publish(Edition next) {
        if (!next.equals(newest)) {
            newest = next;
            listeners.forEach(Runnable::run);
        }
    }
}
