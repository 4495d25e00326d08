package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The routing table cut into its shards.
public final class RouteShardPolicy {
    private RouteShardPolicy() {}

    /// Routes by shard; every shard is there, also an empty one.
    public static List<SortedMap<DeploymentId, Route>> cut(Map<DeploymentId, Route> routes) {
        List<SortedMap<DeploymentId, Route>> shards = new ArrayList<>(PlaneNames.ROUTE_SHARDS);
        for (int shard = 0; shard < PlaneNames.ROUTE_SHARDS; shard++) {
            shards.add(new TreeMap<>());
        }
        routes.forEach((id, route) -> shards.get(PlaneNames.routeShard(id)).put(id, route));
        return shards;
    }

    /// What a pusher of reign `epoch` does so that the plane has the routes `wanted`. The version
    /// it writes is higher than what it can read there, as long as there are higher ones.
    public static ShardDecision decide(
            SortedMap<DeploymentId, Route> wanted, ShardOnPlane there, Epoch epoch) {
        @Nullable RoutingTable table = there.table();
        if (table != null && table.routes().equals(wanted)) {
            return new ShardDecision.Keep();
        }
        if (there.epoch().isNewerThan(epoch)) {
            return new ShardDecision.Refuse(there.epoch());
        }
        long tableVersion = Math.min(there.tableVersion(), Long.MAX_VALUE - 1) + 1;
        return new ShardDecision.Write(new RoutingTable(epoch, tableVersion, wanted));
    }
}
