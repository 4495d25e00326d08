package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.atc.core.manifest.RouteShardManifest;
import dev.mcm.atc.core.routing.RouteShardPolicy;
import dev.mcm.atc.core.routing.ShardDecision;
import dev.mcm.atc.core.routing.ShardOnPlane;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One shard of the routing table on one plane. For one thread.
final class PlaneShard {
    /// @param resourceVersion empty when there is no ConfigMap
    private record Read(String resourceVersion, ShardOnPlane shard) {}

    private final PlaneApi api;
    private final RouteBook book;
    private final RoutesInForce.OnPlane inForce;
    private final int shard;
    private @Nullable Read there;
    private @Nullable SortedMap<DeploymentId, Route> settled;

    PlaneShard(PlaneApi api, RouteBook book, RoutesInForce.OnPlane inForce, int shard) {
        this.api = api;
        this.book = book;
        this.inForce = inForce;
        this.shard = shard;
    }

    String name() {
        return PlaneNames.routeConfigMap(shard);
    }

    /// It is read from the plane again before the next write.
    void forget() {
        there = null;
        settled = null;
    }

    /// What the plane has, as far as it was read or written.
    ShardOnPlane there() {
        @Nullable Read known = there;
        return known == null ? ShardOnPlane.NOTHING : known.shard();
    }

    /// Whether the plane is known to have the routes of the edition.
    @SuppressWarnings("ReferenceEquality") // The book replaces the map of a shard that changes.
    boolean has(RouteBook.Edition edition) {
        return settled == edition.shards().get(shard);
    }

    /// Writes the routes of the edition where the plane has others.
    ///
    /// @return whether it has written
    /// @throws PlaneApiException when the plane did not take them, or has those of a later reign
    boolean bring(RouteBook.Edition edition) {
        try {
            return attempt(edition);
        } catch (PlaneApiException e) {
            forget();
            return switch (e.kind()) {
                case UNREACHABLE, REFUSED -> throw e;
                case CONFLICT -> again(edition);
                case NOT_FOUND -> {
                    createNamespace(e);
                    yield again(edition);
                }
            };
        }
    }

    private boolean again(RouteBook.Edition edition) {
        try {
            return attempt(edition);
        } catch (PlaneApiException e) {
            forget();
            throw e;
        }
    }

    private boolean attempt(RouteBook.Edition edition) {
        SortedMap<DeploymentId, Route> wanted = edition.shards().get(shard);
        @Nullable Read known = there;
        Read before = known == null ? read() : known;
        learn(before);
        return switch (RouteShardPolicy.decide(wanted, before.shard(), edition.reign())) {
            case ShardDecision.Keep() -> {
                settled = wanted;
                yield false;
            }
            case ShardDecision.Refuse(Epoch onPlane) ->
                    throw refused(
                            "carries epoch "
                                    + onPlane
                                    + " (expected: at most "
                                    + edition.reign()
                                    + ", that of the lease held here)");
            case ShardDecision.Write(RoutingTable table) -> {
                Manifest manifest = manifest(table);
                if (!book.isInForce(edition)) {
                    yield false;
                }
                inForce.isUnknown(shard);
                learn(read(api.apply(manifest, before.resourceVersion())));
                settled = wanted;
                yield true;
            }
        };
    }

    private void learn(Read read) {
        there = read;
        @Nullable RoutingTable table = read.shard().table();
        if (table == null) {
            // A gateway goes on with the last table that it could read.
            inForce.isUnknown(shard);
        } else {
            inForce.has(shard, table.routes());
        }
    }

    private Manifest manifest(RoutingTable table) {
        try {
            return RouteShardManifest.of(shard, table);
        } catch (IllegalArgumentException e) {
            throw refused("cannot be written: " + e.getMessage());
        }
    }

    private Read read() {
        LiveObject live = api.get(RouteShardManifest.key(shard)).orElse(null);
        if (live == null) {
            return new Read("", ShardOnPlane.NOTHING);
        }
        if (!live.isManaged()) {
            throw refused(
                    "exists and is not MCM's (expected: label "
                            + PlaneNames.LABEL_MANAGED
                            + "=true)");
        }
        return read(live);
    }

    private static Read read(LiveObject live) {
        Map<String, String> data = live.data();
        try {
            return new Read(
                    live.resourceVersion(), ShardOnPlane.of(RoutingTableCodec.decode(data)));
        } catch (IllegalArgumentException e) {
            // Whoever broke it: the next write makes it whole.
            return new Read(
                    live.resourceVersion(),
                    new ShardOnPlane(
                            new Epoch(number(data, PlaneNames.ROUTES_EPOCH_KEY)),
                            number(data, PlaneNames.ROUTES_VERSION_KEY),
                            null));
        }
    }

    private static long number(Map<String, String> data, String key) {
        return FencePolicy.parseVersion(data.getOrDefault(key, "0"));
    }

    private void createNamespace(PlaneApiException cause) {
        try {
            if (api.get(ManifestPolicy.systemNamespace().key()).isEmpty()) {
                api.apply(ManifestPolicy.systemNamespace(), "");
            }
        } catch (PlaneApiException e) {
            e.addSuppressed(cause);
            throw e;
        }
    }

    private PlaneApiException refused(String why) {
        return new PlaneApiException(
                PlaneApiException.Kind.REFUSED, RouteShardManifest.key(shard) + " " + why, null);
    }
}
