package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The routing table cut into its shards.
public final class RouteShards {
    private RouteShards() {}

    /// Routes by shard; every shard is there, also an empty one.
    public static List<SortedMap<DeploymentId, Route>> cut(Map<DeploymentId, Route> routes) {
        List<SortedMap<DeploymentId, Route>> shards = new ArrayList<>(PlaneNames.ROUTE_SHARDS);
        for (int shard = 0; shard < PlaneNames.ROUTE_SHARDS; shard++) {
            shards.add(new TreeMap<>());
        }
        routes.forEach((id, route) -> shards.get(PlaneNames.routeShard(id)).put(id, route));
        return shards;
    }

    /// What to write; empty = the plane has these routes already.
    ///
    /// @param onPlane the shard as the plane has it; null = none, or one that cannot be read
    /// @param lowestVersion the version must be larger than this, also where the table cannot be
    ///   read
    public static Optional<RoutingTable> change(
            SortedMap<DeploymentId, Route> wanted,
            @Nullable RoutingTable onPlane,
            long lowestVersion) {
        if (onPlane != null && onPlane.routes().equals(wanted)) {
            return Optional.empty();
        }
        long version = Math.max(onPlane == null ? 0 : onPlane.version(), lowestVersion) + 1;
        return Optional.of(new RoutingTable(version, wanted));
    }
}
