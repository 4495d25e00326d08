package dev.mcm.shared.plane;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One shard of the routing table: what one of the [PlaneNames#ROUTE_SHARDS] ConfigMaps holds.
///
/// Of two tables of a shard the one of the higher epoch is in force, in one epoch the one of the
/// higher table version ([#isOlderThan(RoutingTable)]).
///
/// @param epoch of the lease of the pusher that made it; 0 = it was made before tables had one
/// @param tableVersion grows with every change of the shard
/// @param routes in order of the deployment id, so that equal tables have equal checksums
public record RoutingTable(Epoch epoch, long tableVersion, SortedMap<DeploymentId, Route> routes) {
    /// Of tables that say no epoch.
    public static final Epoch NO_EPOCH = new Epoch(0);

    public RoutingTable {
        routes = Collections.unmodifiableSortedMap(new TreeMap<>(routes));
    }

    /// A table without an epoch.
    public static RoutingTable of(long tableVersion, Map<DeploymentId, Route> routes) {
        return of(NO_EPOCH, tableVersion, routes);
    }

    public static RoutingTable of(Epoch epoch, long tableVersion, Map<DeploymentId, Route> routes) {
        return new RoutingTable(epoch, tableVersion, new TreeMap<>(routes));
    }

    /// Whether it must not replace `other`.
    public boolean isOlderThan(RoutingTable other) {
        int byEpoch = epoch.compareTo(other.epoch);
        return byEpoch < 0 || (byEpoch == 0 && tableVersion < other.tableVersion);
    }
}
