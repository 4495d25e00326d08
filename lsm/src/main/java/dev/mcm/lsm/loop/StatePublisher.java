package dev.mcm.lsm.loop;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.core.PlaneRecordWriter;
import dev.mcm.lsm.core.PublishedObjects;
import dev.mcm.lsm.port.ObjectSource;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings the topic up to date with the plane's objects. The newest state wins: what changed
/// several times since it was last sent is sent once. For one thread.
final class StatePublisher {
    private static final int BATCH = 1_000;

    private final ObjectSource source;
    private final DirtyObjects dirty;
    private final PlaneLog log;
    private final PlaneRecordWriter writer;
    private final PublishedObjects published = new PublishedObjects();
    private final Set<ObjectKind> toSnapshot = EnumSet.noneOf(ObjectKind.class);
    private final Set<ObjectKind> synced = EnumSet.noneOf(ObjectKind.class);

    /// Whether LSM can do its work.
    ///
    /// @param api the plane's API answers
    /// @param metrics the gateway's metrics can be read
    /// @param publishing changes reach the topic
    record Health(boolean api, boolean metrics, boolean publishing) {}

    StatePublisher(
            ObjectSource source, DirtyObjects dirty, PlaneLog log, PlaneRecordWriter writer) {
        this.source = source;
        this.dirty = dirty;
        this.log = log;
        this.writer = writer;
    }

    /// Something else to send between two batches.
    @FunctionalInterface
    interface BetweenBatches {
        void run() throws InterruptedException;
    }

    /// Publishes what is new.
    ///
    /// @param between called after each batch of which all is on the topic, or refused for good
    /// @throws UnpublishedException when not all of it could be sent; the rest is sent by the next
    ///   call
    void publishChanges(BetweenBatches between) throws InterruptedException {
        toSnapshot.addAll(dirty.takeListed());
        for (ObjectKind kind : List.copyOf(toSnapshot)) {
            snapshot(kind, between);
        }
        Deque<PlaneObjectKey> keys = new ArrayDeque<>(dirty.takeChanged(synced));
        try {
            while (!keys.isEmpty()) {
                List<LogEntry> batch = new ArrayList<>();
                while (!keys.isEmpty() && batch.size() < BATCH) {
                    addChange(keys.remove(), batch);
                }
                send(batch);
                between.run();
            }
        } finally {
            keys.forEach(dirty::changed);
        }
    }

    /// Says that LSM lives and what it holds. Between two batches, too: of a kind that is being
    /// listed it says that it is not synced, and of the others exactly what the topic has by then.
    void publishHeartbeat(Health health) throws InterruptedException {
        Heartbeat.Builder heartbeat =
                Heartbeat.newBuilder()
                        .setApiReachable(health.api())
                        .setMetricsReachable(health.metrics());
        for (ObjectKind kind : Kinds.ALL) {
            heartbeat.addKinds(
                    KindSummary.newBuilder()
                            .setKind(kind)
                            .setCount(published.count(kind))
                            .setSynced(health.publishing() && isSynced(kind)));
        }
        send(List.of(writer.heartbeat(heartbeat.build())));
    }

    /// Whether the topic says all of the plane that it must, now.
    boolean isSynced() {
        return Kinds.NEEDED.stream().allMatch(this::isSynced);
    }

    private boolean isSynced(ObjectKind kind) {
        return synced.contains(kind) && source.isWatching(kind);
    }

    /// Kinds that it must say and whose objects have not all been published once.
    Set<ObjectKind> unsynced() {
        Set<ObjectKind> missing = EnumSet.copyOf(Kinds.NEEDED);
        missing.removeAll(synced);
        return missing;
    }

    /// Sends all objects of a kind between two markers, and deletes what the topic has beyond them.
    /// Afterwards the topic has exactly the objects counted in the end marker, all newer than the
    /// begin.
    private void snapshot(ObjectKind kind, BetweenBatches between) throws InterruptedException {
        synced.remove(kind);
        toSnapshot.add(kind);
        dirty.takeChanged(EnumSet.of(kind));
        published.forgetRefused(kind);
        LogEntry begin = writer.begin(kind);
        long beginSeq = writer.seq();
        send(List.of(begin));
        Set<PlaneObjectKey> gone = new HashSet<>(published.keys(kind));
        List<LogEntry> batch = new ArrayList<>();
        for (ObservedObject object : source.all(kind)) {
            gone.remove(PlaneObjectKey.of(object));
            published.published(object);
            batch.add(writer.upsert(object));
            sendFull(batch, between);
        }
        for (PlaneObjectKey key : gone) {
            addDelete(key, batch);
            sendFull(batch, between);
        }
        send(batch);
        send(List.of(writer.end(kind, beginSeq, published.count(kind))));
        toSnapshot.remove(kind);
        synced.add(kind);
    }

    private void sendFull(List<LogEntry> batch, BetweenBatches between)
            throws InterruptedException {
        if (batch.size() >= BATCH) {
            send(batch);
            batch.clear();
            between.run();
        }
    }

    private void addChange(PlaneObjectKey key, List<LogEntry> batch) {
        Optional<ObservedObject> object = source.find(key);
        if (object.isEmpty()) {
            published.forgetRefused(key);
        }
        if (object.filter(known -> !published.isRefused(known)).isPresent()) {
            if (published.isNews(object.get())) {
                published.published(object.get());
                batch.add(writer.upsert(object.get()));
            }
        } else if (published.has(key)) {
            addDelete(key, batch);
        }
    }

    private void addDelete(PlaneObjectKey key, List<LogEntry> batch) {
        published.removed(key);
        batch.add(writer.delete(key));
        batch.add(writer.tombstone(key));
    }

    private void send(List<LogEntry> entries) throws InterruptedException {
        if (entries.isEmpty()) {
            return;
        }
        PlaneLog.Outcome outcome;
        try {
            outcome = log.append(entries);
        } catch (RuntimeException e) {
            takeBack(entries);
            throw e;
        }
        List<LogEntry> uncertain = new ArrayList<>(outcome.uncertain());
        List<LogEntry> deletes = new ArrayList<>();
        for (LogEntry entry : outcome.refused()) {
            PlaneRecord record = entry.record();
            if (record != null && record.hasUpsert()) {
                refuse(record.getUpsert(), deletes);
            } else {
                uncertain.add(entry);
            }
        }
        if (!uncertain.isEmpty()) {
            takeBack(uncertain);
            takeBack(deletes);
            throw new UnpublishedException(uncertain.size());
        }
        if (!deletes.isEmpty()) {
            send(deletes);
        }
    }

    /// An object that Kafka does not take as it is counts as not there, and the topic must not keep
    /// it as it was.
    ///
    /// @param deletes gets what to send instead
    private void refuse(ObservedObject object, List<LogEntry> deletes) {
        addDelete(PlaneObjectKey.of(object), deletes);
        published.refused(object);
    }

    private void takeBack(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            PlaneObjectKey key = entry.object();
            if (key != null) {
                published.uncertain(key);
                dirty.changed(key);
            }
        }
    }
}
