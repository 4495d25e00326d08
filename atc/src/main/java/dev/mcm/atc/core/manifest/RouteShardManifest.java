package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The ConfigMap of one routing shard.
public final class RouteShardManifest {
    /// The most that Kubernetes lets a ConfigMap hold.
    private static final int MOST_BYTES = 1024 * 1024;

    private RouteShardManifest() {}

    /// @throws IllegalArgumentException when it would be larger than a ConfigMap may be
    public static Manifest of(int shard, RoutingTable table) {
        Map<String, String> data = RoutingTableCodec.encode(table);
        long bytes =
                data.values().stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    table.routes().size()
                            + " routes of together "
                            + bytes
                            + " bytes (expected: at most "
                            + MOST_BYTES
                            + ")");
        }
        Fields metadata =
                fields().put("labels", Map.of(PlaneNames.LABEL_MANAGED, PlaneNames.MANAGED));
        return Manifest.of(key(shard), metadata, fields().put("data", data));
    }

    public static ManifestKey key(int shard) {
        return new ManifestKey(
                ManifestKind.CONFIG_MAP,
                PlaneNames.SYSTEM_NAMESPACE,
                PlaneNames.routeConfigMap(shard));
    }
}
