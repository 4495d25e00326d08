package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.lsm.core.PlaneRecordWriter;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Publishes changes as they come and a heartbeat per interval. Until the topic exists and has told
/// the last epoch, nothing is published. [#tick()] is for one thread.
final class StateLoop implements Readiness {
    /// Heartbeat intervals after which changes that fail to be published make the topic's state one
    /// that is not to be believed.
    private static final int MOST_FAILING = 3;

    private final LsmLoops.ObservedPlane plane;
    private final PlaneLog log;
    private final DirtyObjects dirty;
    private final ProcessEpoch epoch;
    private final Duration heartbeatInterval;
    private final TimeSource time;
    private @Nullable StatePublisher publisher;
    private @Nullable Long heartbeatAt;
    private boolean saidReadable;
    private @Nullable Long failingSince;
    private volatile Runnable progressed = () -> {};
    private volatile Set<ObjectKind> unsynced = Kinds.NEEDED;

    StateLoop(
            LsmLoops.ObservedPlane plane,
            PlaneLog log,
            DirtyObjects dirty,
            ProcessEpoch epoch,
            Duration heartbeatInterval,
            TimeSource time) {
        this.plane = plane;
        this.log = log;
        this.dirty = dirty;
        this.epoch = epoch;
        this.heartbeatInterval = heartbeatInterval;
        this.time = time;
    }

    /// @param action called whenever a batch is done with: this loop goes on
    void onProgress(Runnable action) {
        progressed = action;
    }

    /// Heartbeats go before and between the changes: neither many of them nor their failure keeps
    /// one back.
    void tick() throws InterruptedException {
        StatePublisher to = publisher();
        heartbeatWhenDue(to);
        try {
            to.publishChanges(() -> {
                progressed.run();
                heartbeatWhenDue(to);
            });
            failingSince = null;
        } catch (RuntimeException e) {
            failingSince = failingSince == null ? Long.valueOf(time.nanoTime()) : failingSince;
            throw e;
        } finally {
            unsynced = to.unsynced();
        }
        heartbeatWhenDue(to);
    }

    /// Due after the interval, and at once when all of the plane can be read that could not before.
    private void heartbeatWhenDue(StatePublisher to) throws InterruptedException {
        boolean publishing =
                failingSince == null
                        || time.since(failingSince)
                                        .compareTo(heartbeatInterval.multipliedBy(MOST_FAILING))
                                < 0;
        StatePublisher.Health health =
                new StatePublisher.Health(
                        plane.api().answers(), plane.gatewayHealth().answers(), publishing);
        boolean readable = health.api() && publishing && to.isSynced();
        if (heartbeatAt == null
                || (readable && !saidReadable)
                || time.since(heartbeatAt).compareTo(heartbeatInterval) >= 0) {
            to.publishHeartbeat(health);
            heartbeatAt = time.nanoTime();
            saidReadable = readable;
        }
    }

    @Override
    public Optional<String> whyNotReady() {
        if (epoch.get().isEmpty()) {
            return Optional.of("the plane's topics do not exist or Kafka does not answer");
        }
        Set<ObjectKind> missing = unsynced;
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        missing.forEach(kind -> names.add(PlaneObjectKey.kindName(kind)));
        return Optional.of("not published yet: all objects of " + String.join(", ", names));
    }

    private StatePublisher publisher() throws InterruptedException {
        StatePublisher current = publisher;
        if (current == null) {
            PlaneRecordWriter writer =
                    new PlaneRecordWriter(plane.id(), epoch.establish(log, time), time);
            current = new StatePublisher(plane.objects(), dirty, log, writer);
            publisher = current;
        }
        return current;
    }
}
