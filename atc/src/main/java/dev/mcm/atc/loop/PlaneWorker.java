package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.type.v1.PushState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// All that is done for one plane: its own thread waits on the queue and starts pushes, at most so
/// many at a time; probe, resync and routes have a thread each, so that none waits for another.
/// Planes share nothing but the database: a dead one delays no other.
final class PlaneWorker implements Liveness {
    private static final int CONCURRENT = 16;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration ROUTE_PAUSE = Duration.ofMillis(20);

    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(200), Duration.ofSeconds(30));

    /// No request to a plane and none to the database takes nearly as long, answered or not.
    private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    /// A name per plane would be a tag of unbounded values.
    private static final MeterRegistry NO_METERS = new CompositeMeterRegistry();

    private final Plane plane;
    private final PushSource source;
    private final TimeSource time;
    private final PlaneGate gate = new PlaneGate();
    private final PushQueue queue;
    private final PlaneMeters meters;
    private final PlanePusher pusher;
    private final LastReplicas lastReplicas;
    private final PlaneGuard guard;
    private final PlaneProbing probing;
    private final PlaneResyncing resyncing;
    private final PlaneRoutes routing;
    private final WakeableLoop resync;
    private final WakeableLoop routes;
    private final Lifecycle parts = new Lifecycle();
    private final HealthChecks checks = new HealthChecks();
    private final StateLog state;
    private final Signal wake;
    private final Thread thread;
    private final ExecutorService pushes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean busy;
    private volatile long stepped;
    private volatile long pushed;

    PlaneWorker(
            Plane plane,
            PusherPorts ports,
            PusherSettings settings,
            RouteBook book,
            MeterRegistry registry) {
        this.plane = plane;
        this.source = ports.source();
        this.time = settings.time();
        this.wake = time.newSignal();
        this.thread = Thread.ofVirtual().name("push-" + plane.id()).unstarted(this::run);
        this.state =
                new StateLog(
                        LoggerFactory.getLogger(PlaneWorker.class),
                        "pusher of plane " + plane.id());
        PlaneApi api = parts.own("API of plane " + plane.id(), ports.apis().open(plane));
        this.meters =
                parts.own("meters of plane " + plane.id(), new PlaneMeters(plane.id(), registry));
        this.queue =
                new PushQueue(
                        BACKOFF, RandomSource.seeded(plane.id().hashCode() + time.nanoTime()));
        this.pusher =
                new PlanePusher(api.onEachRequest(this::progressed), gate, ports, time, meters);
        this.lastReplicas = new LastReplicas(book.onPlanes(), time, meters);
        PlaneResync comparing =
                new PlaneResync(plane.id(), api.onEachRequest(this::compared), source);
        this.resyncing = new PlaneResyncing(comparing, this::resynced, gate, meters, settings);
        this.guard = new PlaneGuard(gate, ports.removals(), settings.removals(), meters);
        this.resync = loop("resync", LoopTiming.every(resyncing.pace()), this::compare);
        this.routing =
                parts.own(
                        "routes of plane " + plane.id(),
                        new PlaneRoutes(
                                api.onEachRequest(this::routed), gate, book, settings, meters));
        this.routes =
                loop("routes", LoopTiming.whenWoken(ROUTE_PAUSE, routing.pace()), routing::tick);
        this.probing = new PlaneProbing(plane.id(), api, gate, ports.probes(), time);
        assemble(book, loop("probe", LoopTiming.every(settings.probeInterval()), probing::tick));
    }

    private void assemble(RouteBook book, WakeableLoop probe) {
        gate.onOpened(wake::raise);
        gate.onOpened(resync::wake);
        gate.onOpened(routes::wake);
        Runnable wakeRoutes = routes::wake;
        parts.add(
                Part.of(
                        "route listener",
                        () -> book.onChange(wakeRoutes),
                        () -> book.removeListener(wakeRoutes)));
        parts.add(Part.of("pusher of plane " + plane.id(), thread::start, this::stopPushing));
        parts.add(resync).add(routes).add(probe);
        checks.alive("pushes", this::whyNotPushing);
        checks.alive("resync", resync);
        checks.alive("routes", routes);
        checks.alive("probe", probe);
    }

    private WakeableLoop loop(String work, LoopTiming timing, Tick tick) {
        return new WakeableLoop(work + "-" + plane.id(), timing, tick, time, NO_METERS);
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

    /// What the last cluster that answered turned out to be.
    IdentityState identity() {
        return probing.identity();
    }

    /// What is known of the plane now.
    PushState state() {
        PushState.Builder state = PushState.newBuilder();
        probing.describe(state);
        resyncing.describe(state);
        pusher.describe(state);
        routing.describe(state);
        PushQueue.Backlog backlog = queue.backlog();
        if (backlog.deployments() > 0) {
            Instant since = time.instant().minus(time.since(backlog.oldestNanos()));
            state.setBehind(backlog.deployments())
                    .setBehindSince(Timestamps.of(since.truncatedTo(ChronoUnit.SECONDS)));
        }
        PushState now = state.build();
        meters.says(now, time.instant());
        return now;
    }

    /// Since `since` a probe of the plane has ended, and what it found is written.
    boolean hasProbedSince(Instant since) {
        return probing.hasFoundSince(since);
    }

    /// Names the part that makes no progress. A plane that answers slowly or not at all is none:
    /// its requests end, and each that ends is progress.
    @Override
    public Optional<String> whyNotAlive() {
        return checks.notAlive().entrySet().stream()
                .findFirst()
                .map(failing -> failing.getKey() + ": " + failing.getValue());
    }

    /// Something about the deployment may have changed. Does not block.
    void offer(DeploymentId deployment) {
        queue.offer(deployment, time.nanoTime());
        wake.raise();
    }

    /// Something about the deployment has changed that matters only where it is already.
    void offerIfKnown(DeploymentId deployment) {
        if (pusher.knows(deployment) || queue.contains(deployment)) {
            offer(deployment);
        }
    }

    void start() throws Exception {
        parts.start();
    }

    void stop() throws Exception {
        parts.stop();
    }

    private void compare() {
        if (guard.isReleased()) {
            resyncing.again();
        }
        resyncing.tick();
    }

    private void resynced(ResyncFindings findings) {
        pusher.learn(guard.allow(findings), queue::contains).forEach(this::offer);
    }

    private Optional<String> whyNotPushing() {
        if (thread.getState() == Thread.State.TERMINATED && !stopping) {
            return Optional.of("its thread has died");
        }
        if (busy && time.since(stepped).compareTo(STUCK_AFTER) > 0) {
            return Optional.of("a round has made no progress for " + time.since(stepped));
        }
        int running = inFlight.get();
        return running > 0 && time.since(pushed).compareTo(STUCK_AFTER) > 0
                ? Optional.of(running + " pushes have made no progress for " + time.since(pushed))
                : Optional.empty();
    }

    /// Pushes under way may end; nothing new begins.
    private void stopPushing() throws InterruptedException {
        stopping = true;
        wake.raise();
        if (thread.getState() != Thread.State.NEW && !thread.join(STOP_LIMIT)) {
            thread.interrupt();
        }
        pushes.shutdownNow();
    }

    private void run() {
        try {
            while (!stopping) {
                wake.await(stepOnce());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return how long to pause
    private Duration stepOnce() {
        stepped = time.nanoTime();
        busy = true;
        try {
            step();
            state.worked();
            return untilNext();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            state.failed(e);
            return AFTER_FAILURE;
        } finally {
            busy = false;
        }
    }

    private void step() {
        try {
            if (gate.isOpen()) {
                startPushes();
            }
        } finally {
            pusher.writeResults();
        }
    }

    private void startPushes() {
        List<DeploymentId> taken = queue.take(CONCURRENT - inFlight.get(), time.nanoTime());
        if (taken.isEmpty()) {
            return;
        }
        Map<DeploymentId, PushTask> tasks = read(taken);
        for (DeploymentId id : taken) {
            progressed();
            inFlight.incrementAndGet();
            pushes.execute(() -> push(id, tasks.get(id)));
        }
    }

    private Map<DeploymentId, PushTask> read(List<DeploymentId> taken) {
        try {
            return source.tasks(plane.id(), taken);
        } catch (RuntimeException | Error e) {
            taken.forEach(id -> queue.giveBack(id, time.nanoTime()));
            throw e;
        }
    }

    private void push(DeploymentId id, @Nullable PushTask task) {
        try {
            Duration stay = stay(task);
            if (stay.isPositive()) {
                queue.later(id, time.nanoTime(), stay);
            } else if (pusher.push(id, task)) {
                lastReplicas.gone(id);
                queue.done(id, time.nanoTime());
            } else {
                queue.failed(id, time.nanoTime());
            }
        } finally {
            progressed();
            inFlight.decrementAndGet();
            wake.raise();
        }
    }

    private Duration stay(@Nullable PushTask task) {
        return task == null || pusher.has(task) ? Duration.ZERO : lastReplicas.stay(task);
    }

    /// A push under way has got on. Callable from any thread.
    private void progressed() {
        pushed = time.nanoTime();
    }

    private Duration untilNext() {
        if (!gate.isOpen() || inFlight.get() >= CONCURRENT) {
            return LONGEST_WAIT;
        }
        Duration untilPush =
                Duration.ofNanos(queue.untilNext(time.nanoTime()).orElse(Long.MAX_VALUE / 4));
        return untilPush.compareTo(LONGEST_WAIT) < 0 ? untilPush : LONGEST_WAIT;
    }
}
