package dev.mcm.shared.plane;

import dev.mcm.shared.id.DeploymentId;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One shard of the routing table: what one of the [PlaneNames#ROUTE_SHARDS] ConfigMaps holds.
///
/// @param version grows with every change of the shard
/// @param routes in order of the deployment id, so that equal tables have equal checksums
public record RoutingTable(long version, SortedMap<DeploymentId, Route> routes) {
    public RoutingTable {
        routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
    }

    public static RoutingTable of(long version, Map<DeploymentId, Route> routes) {
        return new RoutingTable(version, new TreeMap<>(routes));
    }
}
