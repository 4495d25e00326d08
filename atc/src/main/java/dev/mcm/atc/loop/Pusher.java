package dev.mcm.atc.loop;

import dev.mcm.atc.port.ChangeListener;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.atc.port.RowChange;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.state.lease.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/// All that one ATC does as the holder of lease `atc-pusher`. Without the lease it does nothing.
public final class Pusher implements Part, Liveness, ChangeListener {
    /// Deployments about which something has changed, told apart up to so many.
    static final int MOST_DIRTY = 2000;

    private static final Duration QUIET = Duration.ofMillis(10);
    private static final Duration UPKEEP_QUIET = Duration.ofMillis(100);
    private static final Duration PROBING_SAID_EVERY = Duration.ofSeconds(3);
    private static final Duration STATES_SAID_EVERY = Duration.ofSeconds(1);
    private static final Duration UPKEEP_EVERY = Duration.ofSeconds(15);

    private final Leadership leadership;
    private final RouteBook book;
    private final PlaneWorkers workers;
    private final RouteMaker routes;
    private final Upkeep upkeep;
    private final WakeableLoop planeLoop;
    private final WakeableLoop routeLoop;
    private final WakeableLoop upkeepLoop;
    private final WakeableLoop probingLoop;
    private final WakeableLoop stateLoop;
    private final HealthChecks checks = new HealthChecks();

    public Pusher(
            PusherPorts ports,
            PusherSettings settings,
            Duration queueTimeout,
            MeterRegistry meters) {
        this.leadership = ports.leadership();
        this.book = new RouteBook(leadership);
        this.workers = new PlaneWorkers(ports, settings, book, meters);
        this.routes =
                new RouteMaker(
                        ports.routes(),
                        book,
                        settings.time(),
                        settings.resyncInterval(),
                        queueTimeout);
        this.upkeep = new Upkeep(ports.upkeep(), settings.time());
        this.planeLoop =
                new WakeableLoop(
                        "atc-planes",
                        LoopTiming.whenWoken(QUIET, Duration.ofSeconds(5)),
                        workers::tick,
                        settings.time(),
                        meters);
        this.routeLoop =
                new WakeableLoop(
                        "atc-routes",
                        LoopTiming.whenWoken(QUIET, Duration.ofSeconds(5)),
                        () -> leadership.reign().ifPresent(routes::tick),
                        settings.time(),
                        meters);
        this.upkeepLoop =
                new WakeableLoop(
                        "atc-upkeep",
                        LoopTiming.whenWoken(UPKEEP_QUIET, UPKEEP_EVERY),
                        () -> leadership.reign().ifPresent(_ -> upkeep.tick()),
                        settings.time(),
                        meters);
        this.probingLoop =
                new WakeableLoop(
                        "atc-probing",
                        LoopTiming.every(PROBING_SAID_EVERY),
                        () -> leadership.reign().ifPresent(_ -> workers.sayProbing()),
                        settings.time(),
                        meters);
        this.stateLoop =
                new WakeableLoop(
                        "atc-push-states",
                        LoopTiming.every(STATES_SAID_EVERY),
                        () -> leadership.reign().ifPresent(_ -> workers.writeStates()),
                        settings.time(),
                        meters);
        checkAlive();
    }

    private void checkAlive() {
        checks.alive("planes", planeLoop);
        checks.alive("workers", workers);
        checks.alive("routes", routeLoop);
        checks.alive("upkeep", upkeepLoop);
        checks.alive("probing", probingLoop);
        checks.alive("push states", stateLoop);
    }

    @Override
    public String name() {
        return "pusher";
    }

    @Override
    public void start() {
        planeLoop.start();
        routeLoop.start();
        upkeepLoop.start();
        probingLoop.start();
        stateLoop.start();
    }

    @Override
    public void stop() throws Exception {
        stateLoop.stop();
        probingLoop.stop();
        upkeepLoop.stop();
        routeLoop.stop();
        planeLoop.stop();
        workers.stop();
    }

    /// Names the part that makes no progress. Slow or dead planes are no reason.
    @Override
    public Optional<String> whyNotAlive() {
        return checks.notAlive().entrySet().stream()
                .findFirst()
                .map(failing -> failing.getKey() + ": " + failing.getValue());
    }

    /// The lease was won or lost: everything may have changed meanwhile.
    public void onLease() {
        if (!leadership.leads()) {
            book.clear();
        }
        onResync();
    }

    @Override
    public void onResync() {
        routes.dirty().addAll();
        upkeep.dirty().addAll();
        planeLoop.wake();
        routeLoop.wake();
        upkeepLoop.wake();
    }

    @Override
    public void onChange(RowChange change) {
        if (change.key().isEmpty()) {
            return;
        }
        switch (change.table()) {
            case PLANES -> {
                planeLoop.wake();
                everyRoute();
            }
            case PLANE_STATES, ORGANIZATIONS -> everyRoute();
            case DEPLOYMENTS -> {
                workers.offerWhereKnown(deployment(change));
                routeOf(change);
                upkeepOf(change);
            }
            case PLACEMENTS -> {
                workers.offer(new PlaneId(change.key().get(1)), deployment(change));
                routeOf(change);
                upkeepLoop.wake();
            }
            case DEPLOYMENT_OBSERVED -> {
                routeOf(change);
                upkeepOf(change);
            }
            case SCALE_TARGETS, PLACEMENT_SUMMARIES, PUSHES, OBSERVED_CELLS -> upkeepOf(change);
            case MODELS,
                    INSTANCE_TYPES,
                    DEPLOYMENT_SPECS,
                    DEPLOYMENT_VERSIONS,
                    DEPLOYMENT_MILESTONES,
                    API_REQUESTS,
                    AUTOSCALER_STATES,
                    PLACEMENT_VERDICTS,
                    PUSH_STATES,
                    HELD_REMOVALS,
                    REAPED_DEPLOYMENTS,
                    PLANE_PROBES,
                    PLANE_LIVENESS,
                    PLANE_LIVENESS_SEEN,
                    PLANE_PROBES_SEEN,
                    PLANE_ORDERS,
                    PLANE_CAPACITY,
                    PLANE_QUOTAS,
                    REFUSED_REPORTS,
                    GNS_SLOTS,
                    LEASES -> {}
        }
    }

    private static DeploymentId deployment(RowChange change) {
        return new DeploymentId(change.key().getFirst());
    }

    private void routeOf(RowChange change) {
        routes.dirty().add(deployment(change));
        routeLoop.wake();
    }

    private void upkeepOf(RowChange change) {
        upkeep.dirty().add(deployment(change));
        upkeepLoop.wake();
    }

    private void everyRoute() {
        routes.dirty().addAll();
        routeLoop.wake();
    }
}
