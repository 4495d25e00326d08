package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApi;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Optional;

/// All that is done for one plane: probe, pushes, resync, routes; each on a thread of its own, so
/// that none waits for another.
final class PlaneWorker implements Liveness {
    private static final Duration ROUTE_PAUSE = Duration.ofMillis(20);

    /// A name per plane would be a tag of unbounded values.
    private static final MeterRegistry NO_METERS = new CompositeMeterRegistry();

    private final Plane plane;
    private final TimeSource time;
    private final PlanePusher pusher;
    private final PlaneLoop pushes;
    private final WakeableLoop resync;
    private final WakeableLoop routes;
    private final WakeableLoop probe;
    private final PlaneProbing probing;
    private final Lifecycle parts = new Lifecycle();
    private final HealthChecks checks = new HealthChecks();

    PlaneWorker(
            Plane plane,
            PusherPorts ports,
            PusherTiming timing,
            RouteBook book,
            MeterRegistry registry) {
        this.plane = plane;
        this.time = timing.time();
        PlaneApi api = parts.own("API of plane " + plane.id(), ports.planes().open(plane));
        PushMeters all = new PushMeters(registry);
        PlaneMeters meters =
                parts.own(
                        "meters of plane " + plane.id(),
                        new PlaneMeters(plane.id(), all, registry));
        PlaneGate gate = new PlaneGate();
        this.pusher =
                new PlanePusher(plane.id(), api.onEachRequest(this::pushed), gate, ports, all);
        this.pushes = new PlaneLoop(plane.id(), pusher, gate, time);
        PlaneResync comparing =
                new PlaneResync(plane.id(), api.onEachRequest(this::compared), ports.source());
        PlaneResyncing resyncing = new PlaneResyncing(comparing, pusher, gate, meters, timing);
        this.resync = loop("resync", LoopTiming.every(resyncing.pace()), resyncing::tick);
        PlaneRoutes routing =
                new PlaneRoutes(api.onEachRequest(this::routed), gate, book, timing, meters);
        this.routes =
                loop("routes", LoopTiming.whenWoken(ROUTE_PAUSE, routing.pace()), routing::tick);
        this.probing = new PlaneProbing(plane.id(), api, gate, ports.probes(), time);
        this.probe = loop("probe", LoopTiming.every(timing.probeInterval()), probing::tick);
        gate.onOpened(resync::wake);
        gate.onOpened(routes::wake);
        Runnable wakeRoutes = routes::wake;
        parts.add(
                Part.of(
                        "route listener",
                        () -> book.onChange(wakeRoutes),
                        () -> book.removeListener(wakeRoutes)));
        parts.add(pushes).add(resync).add(routes).add(probe);
        checks.alive("pushes", pushes);
        checks.alive("resync", resync);
        checks.alive("routes", routes);
        checks.alive("probe", probe);
    }

    private WakeableLoop loop(String work, LoopTiming timing, Tick tick) {
        return new WakeableLoop(work + "-" + plane.id(), timing, tick, time, NO_METERS);
    }

    private void pushed() {
        pushes.progressed();
    }

    private void compared() {
        resync.progressed();
    }

    private void routed() {
        routes.progressed();
    }

    Plane plane() {
        return plane;
    }

    /// Names the part that makes no progress. A plane that answers slowly or not at all is none:
    /// its requests end, and each that ends is progress.
    @Override
    public Optional<String> whyNotAlive() {
        return checks.notAlive().entrySet().stream()
                .findFirst()
                .map(failing -> failing.getKey() + ": " + failing.getValue());
    }

    void offer(DeploymentId deployment) {
        pusher.offer(deployment);
    }

    IdentityState identity() {
        return probing.identity();
    }

    /// Something about the deployment has changed that matters only where it is already.
    void offerIfKnown(DeploymentId deployment) {
        if (pusher.knows(deployment)) {
            offer(deployment);
        }
    }

    void start() throws Exception {
        parts.start();
    }

    void stop() throws Exception {
        parts.stop();
    }
}
