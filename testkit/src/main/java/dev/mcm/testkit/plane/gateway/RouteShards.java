package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.testkit.plane.gateway.GatewaySource.RouteMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routing table as last read from its ConfigMaps. A shard that does not decode, or whose
/// ConfigMap is deleted, stays as it was.
final class RouteShards {

    private static final Logger LOG = LoggerFactory.getLogger(RouteShards.class);
    private static final Pattern NAME = Pattern.compile("mcm-routes-\\d\\d");

    private final Map<String, SortedMap<DeploymentId, Route>> shards = new HashMap<>();

    /// Takes over a ConfigMap; whether that changed the table.
    boolean observe(RouteMap map) {
        if (!NAME.matcher(map.name()).matches()) {
            return false;
        }
        try {
            RoutingTable table = RoutingTableCodec.decode(map.data());
            shards.put(map.name(), table.routes());
            return true;
        } catch (IllegalArgumentException refusal) {
            LOG.atWarn()
                    .addKeyValue("configMap", map.name())
                    .addKeyValue("why", refusal.getMessage())
                    .log("Refused a routing table and kept the last good one");
            return false;
        }
    }

    SortedMap<String, Route> routes() {
        SortedMap<String, Route> all = new TreeMap<>();
        shards.values().forEach(s -> s.forEach((id, route) -> all.put(id.value(), route)));
        return all;
    }
}
