package dev.mcm.atc.loop;

import com.google.protobuf.Timestamp;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.type.v1.PushState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/// What fails on one plane now. Planes are few and the gauges go with the worker of the plane: they
/// say nothing of one that this process does not work on. Thread-safe.
final class PlaneMeters implements AutoCloseable {
    private record Says(PushState state, Instant at) {}

    private final PlaneId plane;
    private final PushMeters all;
    private final MeterRegistry registry;
    private final List<Meter> gauges = new ArrayList<>();
    private final Set<ManifestKind> unlisted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failingShards = new AtomicInteger();
    private final AtomicInteger heldObjects = new AtomicInteger();
    private volatile Says says = new Says(PushState.getDefaultInstance(), Instant.EPOCH);

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
        said(
                "mcm.atc.push.behind",
                "",
                "Deployments that wait to be pushed to the plane, or are just being so",
                now -> now.state().getBehind());
        said(
                "mcm.atc.push.behind.age",
                "seconds",
                "How long the deployment has waited that has waited for longest, while the plane"
                        + " answers",
                now -> now.state().getReachable() ? age(now.state().getBehindSince(), now) : 0);
        said(
                "mcm.atc.push.failing",
                "",
                "Deployments whose last push to the plane failed",
                now -> now.state().getFailing());
        said(
                "mcm.atc.resync.age",
                "seconds",
                "How long ago all that is on the plane was last compared; 0 = not yet",
                now -> age(now.state().getComparedAt(), now));
        gauges.add(
                Gauge.builder("mcm.atc.removals.held", heldObjects, AtomicInteger::get)
                        .description(
                                "Objects on the plane that are not removed before an operator has"
                                        + " released them")
                        .tag("plane", plane.value())
                        .register(registry));
        gauges.add(
                Gauge.builder("mcm.atc.route.shards.failing", failingShards, AtomicInteger::get)
                        .description(
                                "Routing shards that the plane did not take at the last attempt")
                        .tag("plane", plane.value())
                        .register(registry));
    }

    private void said(String name, String unit, String description, ToDoubleFunction<Says> value) {
        gauges.add(
                Gauge.builder(name, () -> value.applyAsDouble(says))
                        .description(description)
                        .baseUnit(unit.isEmpty() ? null : unit)
                        .tag("plane", plane.value())
                        .register(registry));
    }

    private static double age(Timestamp since, Says says) {
        return since.getSeconds() == 0
                ? 0
                : Math.max(0, says.at().getEpochSecond() - since.getSeconds());
    }

    void removalsHeld(int objects) {
        heldObjects.set(objects);
    }

    /// What is known of the plane now.
    void says(PushState state, Instant now) {
        says = new Says(state, now);
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
