package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.testkit.plane.gateway.GatewaySource.RouteMap;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routing table as last read from its ConfigMaps. A shard that does not decode, is too large
/// or goes back to a lower epoch, or to a lower version of the same epoch, or whose ConfigMap is
/// deleted, stays as it was.
final class RouteShards {

    private static final Logger LOG = LoggerFactory.getLogger(RouteShards.class);
    private static final Pattern NAME = Pattern.compile("mcm-routes-\\d\\d");

    /// The most that a ConfigMap may hold.
    private static final int MOST_BYTES = 1024 * 1024;

    private final Map<String, RoutingTable> shards = new HashMap<>();

    /// Takes over a ConfigMap; whether that changed the table.
    boolean observe(RouteMap map) {
        if (!NAME.matcher(map.name()).matches()) {
            return false;
        }
        try {
            shards.put(map.name(), decode(map));
            return true;
        } catch (IllegalArgumentException refusal) {
            LOG.atWarn()
                    .addKeyValue("configMap", map.name())
                    .addKeyValue("why", refusal.getMessage())
                    .log("Refused a routing table and kept the last good one");
            return false;
        }
    }

    private RoutingTable decode(RouteMap map) {
        long bytes =
                map.data().values().stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "routing table of " + bytes + " bytes (expected: at most " + MOST_BYTES + ")");
        }
        RoutingTable table = RoutingTableCodec.decode(map.data());
        RoutingTable before = shards.get(map.name());
        if (before != null && table.isOlderThan(before)) {
            throw new IllegalArgumentException(
                    order(table)
                            + " (expected: at least "
                            + order(before)
                            + ", which is in force)");
        }
        return table;
    }

    private static String order(RoutingTable table) {
        return "epoch " + table.epoch() + ", version " + table.tableVersion();
    }

    SortedMap<String, Route> routes() {
        SortedMap<String, Route> all = new TreeMap<>();
        shards.values().forEach(s -> s.routes().forEach((id, route) -> all.put(id.value(), route)));
        return all;
    }
}
