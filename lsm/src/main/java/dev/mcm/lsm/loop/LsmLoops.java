package dev.mcm.lsm.loop;

import dev.mcm.lsm.port.Gateway;
import dev.mcm.lsm.port.ObjectSource;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.lsm.port.TrafficLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.time.Backoff;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes LSM's loops, each a thread of its own.
public final class LsmLoops {
    /// Retries of a publication; short, because what is published is always the newest state.
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(100), Duration.ofSeconds(1));

    private static final int PROBES_PER_HEARTBEAT = 2;

    /// Parts of a heartbeat interval after which it is looked whether a heartbeat is due.
    private static final int LOOKS_PER_HEARTBEAT = 10;

    private final ObservedPlane plane;
    private final DirtyObjects dirty;
    private final Duration heartbeatInterval;
    private final Platform platform;
    private final ProcessEpoch epoch = new ProcessEpoch();
    private volatile @Nullable StateLoop stateLoop;

    /// The observed plane.
    ///
    /// @param api whether its Kubernetes API answers
    /// @param gatewayHealth whether its gateway's metrics can be read
    public record ObservedPlane(
            PlaneId id, ObjectSource objects, PlaneHealth api, PlaneHealth gatewayHealth) {}

    public LsmLoops(
            ObservedPlane plane,
            DirtyObjects dirty,
            Duration heartbeatInterval,
            Platform platform) {
        this.plane = plane;
        this.dirty = dirty;
        this.heartbeatInterval = heartbeatInterval;
        this.platform = platform;
        Gauge.builder("mcm.lsm.dirty.objects", dirty, DirtyObjects::size)
                .description("Objects that changed and are not yet published")
                .register(platform.meters());
    }

    /// Publishes state and heartbeats.
    public WakeableLoop state(PlaneLog log) {
        StateLoop loop =
                new StateLoop(plane, log, dirty, epoch, heartbeatInterval, platform.time());
        stateLoop = loop;
        Duration look = heartbeatInterval.dividedBy(LOOKS_PER_HEARTBEAT);
        LoopTiming timing = new LoopTiming(Duration.ZERO, Duration.ZERO, look, BACKOFF);
        WakeableLoop thread =
                new WakeableLoop(
                        "lsm-state", timing, loop::tick, platform.time(), platform.meters());
        dirty.onMark(thread::wake);
        loop.onProgress(thread::progressed);
        return thread;
    }

    /// Publishes traffic.
    public WakeableLoop traffic(Gateway gateway, TrafficLog log, Duration interval) {
        Counter refused =
                Counter.builder("mcm.lsm.gateway.values.refused")
                        .description(
                                "Values on the gateway's metrics page that are negative, absurdly"
                                        + " large or no number; their deployment is unknown, not"
                                        + " zero, for that reading")
                        .register(platform.meters());
        TrafficLoop loop = new TrafficLoop(plane, gateway, log, epoch, platform.time());
        loop.onRefused(refused::increment);
        return loop("lsm-traffic", interval, loop::tick);
    }

    /// How often [#probe] asks.
    public static Duration probeInterval(Duration heartbeatInterval) {
        return heartbeatInterval.dividedBy(PROBES_PER_HEARTBEAT);
    }

    /// Asks twice per heartbeat interval whether the plane's API answers.
    public WakeableLoop probe(Tick probe) {
        return loop("lsm-api-probe", probeInterval(heartbeatInterval), probe);
    }

    /// Whether all of the plane has been published once.
    public Readiness readiness() {
        return () -> {
            @Nullable StateLoop loop = stateLoop;
            return loop == null ? Optional.of("starting") : loop.whyNotReady();
        };
    }

    private WakeableLoop loop(String name, Duration period, Tick tick) {
        LoopTiming timing = new LoopTiming(Duration.ZERO, Duration.ZERO, period, BACKOFF);
        return new WakeableLoop(name, timing, tick, platform.time(), platform.meters());
    }
}
