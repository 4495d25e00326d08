package dev.mcm.atc.loop;

import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/// The thread of one plane: resyncs at start, when the plane's API is back and every so often,
/// pushes what is queued, at most so many at a time, and writes the results. Planes share nothing
/// but the database: a dead one delays no other.
final class PlaneLoop implements Part {
    private static final int CONCURRENT = 16;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final PlaneId plane;
    private final PlanePusher pusher;
    private final PlaneGate gate;
    private final TimeSource time;
    private final Duration resyncInterval;
    private final StateLog state;
    private final Signal wake;
    private final Thread thread;
    private final ExecutorService pushes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean resyncNow = true;
    private long resynced;

    PlaneLoop(
            PlaneId plane,
            PlanePusher pusher,
            PlaneGate gate,
            TimeSource time,
            Duration resyncInterval) {
        this.plane = plane;
        this.pusher = pusher;
        this.gate = gate;
        this.time = time;
        this.resyncInterval = resyncInterval;
        this.state =
                new StateLog(LoggerFactory.getLogger(PlaneLoop.class), "pusher of plane " + plane);
        this.wake = time.newSignal();
        this.thread = Thread.ofVirtual().name("push-" + plane).unstarted(this::run);
        gate.onOpened(() -> {
            resyncNow = true;
            wake.raise();
        });
    }

    @Override
    public String name() {
        return "pusher of plane " + plane;
    }

    @Override
    public void start() {
        thread.start();
    }

    void offer(DeploymentId deployment) {
        pusher.offer(deployment);
        wake.raise();
    }

    void offerIfKnown(DeploymentId deployment) {
        if (pusher.knows(deployment)) {
            offer(deployment);
        }
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
                Duration pause = AFTER_FAILURE;
                try {
                    step();
                    pause = untilNext();
                    state.worked();
                } catch (RuntimeException e) {
                    state.failed(e);
                    pusher.closeGateIfUnreachable(e);
                }
                wake.await(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        if (gate.isOpen()) {
            resyncIfDue();
            startPushes();
        }
        pusher.writeResults();
    }

    private void resyncIfDue() {
        if (resyncNow || time.since(resynced).compareTo(resyncInterval) >= 0) {
            resyncNow = false;
            try {
                pusher.resync();
                resynced = time.nanoTime();
            } catch (RuntimeException e) {
                resyncNow = true;
                throw e;
            }
        }
    }

    private void startPushes() {
        List<DeploymentId> taken = pusher.take(CONCURRENT - inFlight.get());
        if (taken.isEmpty()) {
            return;
        }
        Map<DeploymentId, PushTask> tasks = read(taken);
        for (DeploymentId id : taken) {
            PushTask task = tasks.get(id);
            if (task == null) {
                pusher.missing(id);
            } else {
                inFlight.incrementAndGet();
                pushes.execute(() -> push(task));
            }
        }
    }

    private Map<DeploymentId, PushTask> read(List<DeploymentId> taken) {
        try {
            return pusher.read(taken);
        } catch (RuntimeException e) {
            taken.forEach(id -> pusher.queue().giveBack(id, time.nanoTime()));
            throw e;
        }
    }

    private void push(PushTask task) {
        try {
            pusher.run(task);
        } finally {
            inFlight.decrementAndGet();
            wake.raise();
        }
    }

    private Duration untilNext() {
        if (!gate.isOpen()) {
            return LONGEST_WAIT;
        }
        if (inFlight.get() >= CONCURRENT) {
            return LONGEST_WAIT;
        }
        Duration untilResync = resyncInterval.minus(time.since(resynced));
        Duration untilPush =
                Duration.ofNanos(
                        pusher.queue().untilNext(time.nanoTime()).orElse(Long.MAX_VALUE / 4));
        Duration least = untilResync.compareTo(untilPush) < 0 ? untilResync : untilPush;
        return least.compareTo(LONGEST_WAIT) < 0 ? least : LONGEST_WAIT;
    }
}
