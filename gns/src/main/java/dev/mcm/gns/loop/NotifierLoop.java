package dev.mcm.gns.loop;

import dev.mcm.gns.core.SlotPolicy;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/// The thread that runs a [Notifier]: every `watchInterval`, when streaming ends by itself, and
/// when the lease changes hands.
public final class NotifierLoop implements Part, Readiness, Liveness {
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final Notifier notifier;
    private final WakeableLoop loop;

    public NotifierLoop(
            Notifier.Ports ports,
            SlotPolicy policy,
            Duration watchInterval,
            TimeSource time,
            MeterRegistry meters) {
        LoopTiming timing = new LoopTiming(Duration.ZERO, Duration.ZERO, watchInterval, BACKOFF);
        this.loop = new WakeableLoop("gns-notifier", timing, this::tick, time, meters);
        this.notifier = new Notifier(ports, policy, time, loop::wake);
    }

    private void tick() throws InterruptedException {
        notifier.run();
    }

    /// Makes it look again soon. Callable from any thread.
    public void wake() {
        loop.wake();
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() throws InterruptedException {
        loop.stop();
        notifier.close();
    }

    @Override
    public Optional<String> whyNotReady() {
        return notifier.whyNotReady();
    }

    @Override
    public Optional<String> whyNotAlive() {
        return loop.whyNotAlive();
    }
}
