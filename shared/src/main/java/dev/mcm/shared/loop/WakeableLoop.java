package dev.mcm.shared.loop;

import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// A thread that ticks when woken and at least every so often ([LoopTiming]); the first tick comes
/// at once.
///
/// Many wake-ups before a tick are one. A wake-up during a tick leads to one more. A tick that
/// throws is logged once per change of state, counted, and repeated after a backoff, which wake-ups
/// do not shorten. Ticks never overlap.
public final class WakeableLoop implements Part, Liveness {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

    private final String name;
    private final LoopTiming timing;
    private final Tick tick;
    private final TimeSource time;
    private final RandomGenerator random;
    private final StateLog state;
    private final Timer ticks;
    private final Counter failures;
    private final Signal wake;
    private final Signal stop;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long busySince;
    private volatile long progressedAt;
    private volatile boolean busy;
    private final AtomicLong completed = new AtomicLong();

    /// @param name kebab-case, a tag of the loop's meters and the name of its thread:
    ///   "scheduler-round"
    public WakeableLoop(
            String name, LoopTiming timing, Tick tick, TimeSource time, MeterRegistry meters) {
        this.name = name;
        this.timing = timing;
        this.tick = tick;
        this.time = time;
        this.random = RandomSource.seeded(time.nanoTime() + name.hashCode());
        this.state = new StateLog(LoggerFactory.getLogger(WakeableLoop.class), name);
        this.ticks =
                Timer.builder("mcm.loop.ticks")
                        .description("Rounds of a loop")
                        .tag("loop", name)
                        .register(meters);
        this.failures =
                Counter.builder("mcm.loop.failures")
                        .description("Rounds that failed")
                        .tag("loop", name)
                        .register(meters);
        this.wake = time.newSignal();
        this.stop = time.newSignal();
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        thread.start();
    }

    /// Makes the loop tick soon. Callable from any thread, also before the start.
    public void wake() {
        wake.raise();
    }

    /// The tick in progress goes on: it may take long as long as it comes this far again and again.
    public void progressed() {
        progressedAt = time.nanoTime();
    }

    /// Ticks that have ended without an exception.
    public long completed() {
        return completed.get();
    }

    /// Ends the loop after the tick in progress; after 30 seconds that tick is interrupted.
    @Override
    public void stop() throws InterruptedException {
        stopping = true;
        stop.raise();
        wake.raise();
        if (!ended(STOP_LIMIT)) {
            thread.interrupt();
            if (!ended(STOP_LIMIT)) {
                throw new IllegalStateException(
                        "loop " + name + " did not stop within " + STOP_LIMIT.multipliedBy(2));
            }
        }
    }

    @Override
    public Optional<String> whyNotAlive() {
        if (thread.getState() == Thread.State.TERMINATED && !stopping) {
            return Optional.of("its thread has died");
        }
        Duration stuck = time.since(progressedAt);
        return busy && stuck.compareTo(STUCK_AFTER) > 0
                ? Optional.of("a round has been running for " + stuck + " without progress")
                : Optional.empty();
    }

    private boolean ended(Duration limit) throws InterruptedException {
        return thread.getState() == Thread.State.NEW || thread.join(limit);
    }

    private void run() {
        try {
            int failed = 0;
            while (!stopping) {
                failed = tickOnce() ? 0 : failed + 1;
                pause(failed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause(int failed) throws InterruptedException {
        if (failed > 0) {
            stop.await(timing.backoff().delay(failed - 1, random));
            return;
        }
        if (timing.atMostEvery().isPositive() && stop.await(timing.atMostEvery())) {
            return;
        }
        boolean woken = wake.await(timing.atLeastEvery().minus(timing.atMostEvery()));
        if (woken && timing.quiet().isPositive()) {
            stop.await(timing.quiet());
        }
    }

    private boolean tickOnce() throws InterruptedException {
        wake.await(Duration.ZERO);
        busySince = time.nanoTime();
        progressedAt = busySince;
        busy = true;
        try {
            tick.run();
            completed.incrementAndGet();
            state.worked();
            return true;
        } catch (Exception | AssertionError | StackOverflowError e) {
            if (stopping && e instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            failures.increment();
            state.failed(e);
            return false;
        } finally {
            busy = false;
            ticks.record(time.since(busySince));
        }
    }
}
