package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import java.util.Map;

/// The ConfigMap of one routing shard.
public final class RouteShardManifest {
    private RouteShardManifest() {}

    public static Manifest of(int shard, RoutingTable table) {
        Fields metadata =
                fields().put("labels", Map.of(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED));
        return Manifest.of(
                key(shard), metadata, fields().put("data", RoutingTableCodec.encode(table)));
    }

    public static ManifestKey key(int shard) {
        return new ManifestKey(
                ManifestKind.CONFIG_MAP,
                PlaneNames.SYSTEM_NAMESPACE,
                PlaneNames.routeConfigMap(shard));
    }
}
