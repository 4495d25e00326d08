package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.shared.id.PlaneId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What fails on one plane now. Planes are few and the gauges go with the worker of the plane: they
/// say nothing of one that this process does not work on. Thread-safe.
final class PlaneMeters implements AutoCloseable {
    private final PlaneId plane;
    private final PushMeters all;
    private final MeterRegistry registry;
    private final List<Meter> gauges = new ArrayList<>();
    private final Set<ManifestKind> unlisted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failingShards = new AtomicInteger();

    PlaneMeters(PlaneId plane, MeterRegistry registry) {
        this.plane = plane;
        this.all = new PushMeters(registry);
        this.registry = registry;
        for (ManifestKind kind : PlaneListing.KINDS) {
            gauges.add(
                    Gauge.builder("mcm.atc.resync.failing", () -> unlisted.contains(kind) ? 1 : 0)
                            .description(
                                    "1 when objects of a kind could not be listed at the last"
                                            + " comparison of the plane, else 0")
                            .tag("plane", plane.value())
                            .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        gauges.add(
                Gauge.builder("mcm.atc.route.shards.failing", failingShards, AtomicInteger::get)
                        .description(
                                "Routing shards that the plane did not take at the last attempt")
                        .tag("plane", plane.value())
                        .register(registry));
    }

    PlaneId plane() {
        return plane;
    }

    /// @param kinds that could not be listed now
    void unlisted(Set<ManifestKind> kinds) {
        EnumSet<ManifestKind> before = EnumSet.noneOf(ManifestKind.class);
        before.addAll(unlisted);
        before.removeAll(kinds);
        unlisted.removeAll(before);
        unlisted.addAll(kinds);
    }

    void pushed(Duration took) {
        all.pushed(took);
    }

    void failed() {
        all.failed();
    }

    void routeWritten() {
        all.routeWritten();
    }

    void routeFailed() {
        all.routeFailed();
    }

    void lastReplicasStayed(Duration time) {
        all.lastReplicasStayed(time);
    }

    void lastReplicasForced() {
        all.lastReplicasForced();
    }

    void shardsFailing(int count) {
        failingShards.set(count);
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
