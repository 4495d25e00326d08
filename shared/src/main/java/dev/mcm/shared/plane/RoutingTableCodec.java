package dev.mcm.shared.plane;

import static dev.mcm.shared.plane.PlaneNames.ROUTES_CHECKSUM_KEY;
import static dev.mcm.shared.plane.PlaneNames.ROUTES_EPOCH_KEY;
import static dev.mcm.shared.plane.PlaneNames.ROUTES_KEY;
import static dev.mcm.shared.plane.PlaneNames.ROUTES_VERSION_KEY;

import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.Epoch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [RoutingTable] ↔ the data of its ConfigMap: keys `epoch`, `version`, `checksum` and `routes`.
public final class RoutingTableCodec {
    private RoutingTableCodec() {}

    public static Map<String, String> encode(RoutingTable table) {
        String routes = RoutesJson.write(table.routes());
        return Map.of(
                ROUTES_EPOCH_KEY, table.epoch().toString(),
                ROUTES_VERSION_KEY, Long.toString(table.tableVersion()),
                ROUTES_CHECKSUM_KEY, Sha256.hex(routes),
                ROUTES_KEY, routes);
    }

    /// A table without key `epoch` has epoch 0.
    ///
    /// @throws IllegalArgumentException when another key is missing, the epoch or the version is
    ///   not a number, the checksum is wrong or the JSON is not a routing table; the reader then
    ///   keeps the last good one
    public static RoutingTable decode(Map<String, String> data) {
        String routes = require(data, ROUTES_KEY);
        String expected = require(data, ROUTES_CHECKSUM_KEY);
        String actual = Sha256.hex(routes);
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException(
                    "checksum of routes: " + actual + " (expected: " + expected + ")");
        }
        return RoutingTable.of(
                new Epoch(number(ROUTES_EPOCH_KEY, data.getOrDefault(ROUTES_EPOCH_KEY, "0"))),
                number(ROUTES_VERSION_KEY, require(data, ROUTES_VERSION_KEY)),
                RoutesJson.read(routes));
    }

    private static String require(Map<String, String> data, String key) {
        @Nullable String value = data.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "routing table has keys " + data.keySet() + " (expected: also '" + key + "')");
        }
        return value;
    }

    private static long number(String key, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    key + ": '" + text + "' (expected: a decimal number)", e);
        }
    }
}
