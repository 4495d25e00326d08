package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.atc.core.manifest.RouteShardManifest;
import dev.mcm.atc.core.routing.RouteShards;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import dev.mcm.shared.plane.RoutingTableCodec;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Brings the routing table to one plane, only the shards that differ from what the plane has. For
/// one thread.
final class PlaneRoutes {
    /// A shard as the plane has it.
    ///
    /// @param table null when there is none, or none that can be read
    private record OnPlane(String resourceVersion, long version, @Nullable RoutingTable table) {
        static final OnPlane NOTHING = new OnPlane("", 0, null);
    }

    private final PlaneApi api;
    private final PlaneGate gate;
    private final RouteBook book;
    private final TimeSource time;
    private final Duration resyncInterval;
    private final PushMeters meters;
    private final @Nullable OnPlane[] onPlane = new OnPlane[PlaneNames.ROUTE_SHARDS];
    private long read;

    PlaneRoutes(
            PlaneApi api, PlaneGate gate, RouteBook book, PusherTiming timing, PushMeters meters) {
        this.api = api;
        this.gate = gate;
        this.book = book;
        this.time = timing.time();
        this.resyncInterval = timing.resyncInterval();
        this.meters = meters;
        this.read = time.nanoTime();
    }

    void tick() {
        Optional<List<SortedMap<DeploymentId, Route>>> shards = book.shards();
        if (shards.isEmpty() || !gate.isOpen()) {
            return;
        }
        if (time.since(read).compareTo(resyncInterval) >= 0) {
            forgetAll();
        }
        for (int shard = 0; shard < PlaneNames.ROUTE_SHARDS; shard++) {
            bring(shard, shards.get().get(shard));
        }
    }

    /// Everything is read from the plane again before the next write.
    void forgetAll() {
        Arrays.fill(onPlane, null);
        read = time.nanoTime();
    }

    private void bring(int shard, SortedMap<DeploymentId, Route> wanted) {
        OnPlane there = onPlane[shard];
        try {
            if (there == null) {
                there = readShard(shard);
                onPlane[shard] = there;
            }
            Optional<RoutingTable> change =
                    RouteShards.change(wanted, there.table(), there.version());
            if (change.isPresent()) {
                onPlane[shard] = write(shard, change.get(), there);
                meters.routeWritten();
            }
        } catch (PlaneApiException e) {
            onPlane[shard] = null;
            switch (e.kind()) {
                case UNREACHABLE -> gate.close();
                case NOT_FOUND -> createNamespace();
                case CONFLICT, REFUSED -> {}
            }
            throw e;
        }
    }

    private OnPlane readShard(int shard) {
        Optional<LiveObject> live = api.get(RouteShardManifest.key(shard));
        if (live.isEmpty()) {
            return OnPlane.NOTHING;
        }
        LiveObject object = live.get();
        if (!object.isManaged()) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.REFUSED,
                    object.key()
                            + " exists and is not MCM's (expected: label "
                            + PlaneNames.LABEL_MANAGED
                            + "=true)",
                    null);
        }
        return onPlane(object);
    }

    private static OnPlane onPlane(LiveObject object) {
        long version =
                FencePolicy.parseVersion(
                        object.data().getOrDefault(PlaneNames.ROUTES_VERSION_KEY, "0"));
        try {
            return new OnPlane(
                    object.resourceVersion(), version, RoutingTableCodec.decode(object.data()));
        } catch (IllegalArgumentException e) {
            // Whoever broke it: the next write makes it whole.
            return new OnPlane(object.resourceVersion(), version, null);
        }
    }

    private OnPlane write(int shard, RoutingTable table, OnPlane there) {
        return onPlane(api.apply(RouteShardManifest.of(shard, table), there.resourceVersion()));
    }

    private void createNamespace() {
        if (api.get(ManifestPolicy.systemNamespace().key()).isEmpty()) {
            api.apply(ManifestPolicy.systemNamespace(), "");
        }
    }
}
