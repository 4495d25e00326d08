package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The thread that pushes to one plane what is queued, at most so many at a time, and writes the
/// results. Planes share nothing but the database: a dead one delays no other.
final class PlaneLoop implements Part, Liveness {
    private static final int CONCURRENT = 16;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /// No request to a plane and none to the database takes nearly as long, answered or not.
    private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private final PlaneId plane;
    private final PlanePusher pusher;
    private final PlaneGate gate;
    private final TimeSource time;
    private final StateLog state;
    private final Signal wake;
    private final Thread thread;
    private final ExecutorService pushes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean busy;
    private volatile long stepped;
    private volatile long pushed;

    PlaneLoop(PlaneId plane, PlanePusher pusher, PlaneGate gate, TimeSource time) {
        this.plane = plane;
        this.pusher = pusher;
        this.gate = gate;
        this.time = time;
        this.state =
                new StateLog(LoggerFactory.getLogger(PlaneLoop.class), "pusher of plane " + plane);
        this.wake = time.newSignal();
        this.thread = Thread.ofVirtual().name("push-" + plane).unstarted(this::run);
        gate.onOpened(wake::raise);
        pusher.onOffered(wake::raise);
    }

    @Override
    public String name() {
        return "pusher of plane " + plane;
    }

    @Override
    public void start() {
        thread.start();
    }

    /// A push under way has got on. Callable from any thread.
    void progressed() {
        pushed = time.nanoTime();
    }

    @Override
    public Optional<String> whyNotAlive() {
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
    @Override
    public void stop() throws InterruptedException {
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
        List<DeploymentId> taken = pusher.take(CONCURRENT - inFlight.get());
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
            return pusher.read(taken);
        } catch (RuntimeException | Error e) {
            taken.forEach(id -> pusher.queue().giveBack(id, time.nanoTime()));
            throw e;
        }
    }

    private void push(DeploymentId id, @Nullable PushTask task) {
        try {
            pusher.run(id, task);
        } finally {
            progressed();
            inFlight.decrementAndGet();
            wake.raise();
        }
    }

    private Duration untilNext() {
        if (!gate.isOpen() || inFlight.get() >= CONCURRENT) {
            return LONGEST_WAIT;
        }
        Duration untilPush =
                Duration.ofNanos(
                        pusher.queue().untilNext(time.nanoTime()).orElse(Long.MAX_VALUE / 4));
        return untilPush.compareTo(LONGEST_WAIT) < 0 ? untilPush : LONGEST_WAIT;
    }
}
