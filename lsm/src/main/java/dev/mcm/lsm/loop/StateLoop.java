package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.lsm.core.ObjectKey;
import dev.mcm.lsm.core.RecordWriter;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Publishes changes as they come and a heartbeat per interval. Until the topic exists and has told
/// the last epoch, nothing is published. [#tick()] is for one thread.
final class StateLoop implements Readiness {
    private final LsmLoops.Plane plane;
    private final PlaneLog log;
    private final DirtyObjects dirty;
    private final ProcessEpoch epoch;
    private final Duration heartbeatInterval;
    private final TimeSource time;
    private @Nullable StatePublisher publisher;
    private @Nullable Long heartbeatAt;
    private volatile Set<ObjectKind> unsynced = Set.copyOf(Kinds.ALL);

    StateLoop(
            LsmLoops.Plane plane,
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

    void tick() throws InterruptedException {
        StatePublisher to = publisher();
        to.publishChanges();
        unsynced = to.unsynced();
        if (heartbeatAt == null || time.since(heartbeatAt).compareTo(heartbeatInterval) >= 0) {
            Duration limit = heartbeatInterval.plus(heartbeatInterval.dividedBy(2));
            to.publishHeartbeat(
                    plane.api().answeredWithin(limit), plane.gatewayHealth().answeredWithin(limit));
            heartbeatAt = time.nanoTime();
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
        missing.forEach(kind -> names.add(ObjectKey.kindName(kind)));
        return Optional.of("not published yet: all objects of " + String.join(", ", names));
    }

    private StatePublisher publisher() throws InterruptedException {
        StatePublisher current = publisher;
        if (current == null) {
            RecordWriter writer = new RecordWriter(plane.id(), epoch.establish(log, time), time);
            current = new StatePublisher(plane.objects(), dirty, log, writer);
            publisher = current;
        }
        return current;
    }
}
