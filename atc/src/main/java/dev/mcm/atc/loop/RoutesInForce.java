package dev.mcm.atc.loop;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Which routes the planes have, as far as this process has read or written them. Thread-safe.
final class RoutesInForce {
    private final List<OnPlane> planes = new CopyOnWriteArrayList<>();

    /// The shards of one plane.
    final class OnPlane implements AutoCloseable {
        private final PlaneGate gate;
        private final AtomicReferenceArray<@Nullable Map<DeploymentId, Route>> shards =
                new AtomicReferenceArray<>(PlaneNames.ROUTE_SHARDS);

        private OnPlane(PlaneGate gate) {
            this.gate = gate;
        }

        /// @param routes that the plane has now, never changed afterwards
        void has(int shard, Map<DeploymentId, Route> routes) {
            shards.set(shard, routes);
        }

        /// A write that may have been taken or not, or a table that cannot be read.
        void isUnknown(int shard) {
            shards.set(shard, null);
        }

        private boolean mayName(DeploymentId deployment, PlaneId target) {
            @Nullable Map<DeploymentId, Route> routes =
                    shards.get(PlaneNames.routeShard(deployment));
            if (!gate.isOpen()) {
                return false;
            }
            if (routes == null) {
                return true;
            }
            @Nullable Route route = routes.get(deployment);
            return route != null
                    && route.targets().stream().anyMatch(at -> at.plane().equals(target));
        }

        /// Nobody knows any more what the plane has.
        @Override
        public void close() {
            planes.remove(this);
        }
    }

    /// A plane joins; of none of its shards is known what it has.
    ///
    /// @param gate of the plane: while it is closed, nobody can change its routes, and nobody waits
    ///   for them
    OnPlane join(PlaneGate gate) {
        OnPlane plane = new OnPlane(gate);
        planes.add(plane);
        return plane;
    }

    /// Whether the gateway of a plane that can be reached may send requests for the deployment to
    /// `target`.
    boolean mayName(DeploymentId deployment, PlaneId target) {
        return planes.stream().anyMatch(plane -> plane.mayName(deployment, target));
    }
}
