package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApi;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;

/// All that is done for one plane: probe, pushes, routes; each on a thread of its own.
final class PlaneWorker {
    private static final Duration ROUTE_PAUSE = Duration.ofMillis(20);

    /// A meter per plane would be a tag of unbounded values.
    private static final MeterRegistry NO_METERS = new CompositeMeterRegistry();

    private final Plane plane;
    private final PlaneLoop pushes;
    private final PlaneProbing probing;
    private final Lifecycle parts = new Lifecycle();

    PlaneWorker(
            Plane plane,
            PusherPorts ports,
            PusherTiming timing,
            RouteBook book,
            MeterRegistry registry) {
        this.plane = plane;
        PushMeters meters = new PushMeters(registry);
        PlaneApi api = parts.own("API of plane " + plane.id(), ports.planes().open(plane));
        PlaneGate gate = new PlaneGate();
        PlanePusher pusher = new PlanePusher(plane.id(), api, gate, ports, meters);
        this.pushes =
                new PlaneLoop(plane.id(), pusher, gate, timing.time(), timing.resyncInterval());
        PlaneRoutes routes = new PlaneRoutes(api, gate, book, timing, meters);
        WakeableLoop routing =
                new WakeableLoop(
                        "routes-" + plane.id(),
                        LoopTiming.whenWoken(ROUTE_PAUSE, timing.resyncInterval()),
                        routes::tick,
                        timing.time(),
                        NO_METERS);
        this.probing = new PlaneProbing(plane.id(), api, gate, ports.probes(), timing.time());
        WakeableLoop probe =
                new WakeableLoop(
                        "probe-" + plane.id(),
                        LoopTiming.every(timing.probeInterval()),
                        probing::tick,
                        timing.time(),
                        NO_METERS);
        gate.onOpened(routing::wake);
        Runnable wakeRouting = routing::wake;
        parts.add(
                Part.of(
                        "route listener",
                        () -> book.onChange(wakeRouting),
                        () -> book.removeListener(wakeRouting)));
        parts.add(pushes).add(routing).add(probe);
    }

    Plane plane() {
        return plane;
    }

    IdentityState identity() {
        return probing.identity();
    }

    /// Something about the deployment has changed that matters only where it is already.
    void offerIfKnown(DeploymentId deployment) {
        pushes.offerIfKnown(deployment);
    }

    void start() throws Exception {
        parts.start();
    }

    void offer(DeploymentId deployment) {
        pushes.offer(deployment);
    }

    void stop() throws Exception {
        parts.stop();
    }
}
