package dev.mcm.lsm.loop;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.core.ObjectKey;
import dev.mcm.lsm.core.PublishedObjects;
import dev.mcm.lsm.core.RecordWriter;
import dev.mcm.lsm.port.ObjectSource;
import dev.mcm.lsm.port.PlaneLog;
import java.util.ArrayList;
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
    private final RecordWriter writer;
    private final PublishedObjects published = new PublishedObjects();
    private final Set<ObjectKind> toSnapshot = EnumSet.noneOf(ObjectKind.class);
    private final Set<ObjectKind> synced = EnumSet.noneOf(ObjectKind.class);
    private long sent;

    StatePublisher(ObjectSource source, DirtyObjects dirty, PlaneLog log, RecordWriter writer) {
        this.source = source;
        this.dirty = dirty;
        this.log = log;
        this.writer = writer;
    }

    /// Publishes what is new.
    ///
    /// @throws UnpublishedException when not all of it could be sent; the rest is sent by the next
    ///   call
    void publishChanges() throws InterruptedException {
        toSnapshot.addAll(dirty.takeListed());
        for (ObjectKind kind : List.copyOf(toSnapshot)) {
            snapshot(kind);
        }
        List<LogEntry> batch = new ArrayList<>();
        for (ObjectKey key : dirty.takeChanged(synced)) {
            addChange(key, batch);
        }
        sendInBatches(batch);
    }

    /// Says that LSM lives and what it holds.
    void publishHeartbeat(boolean apiReachable, boolean metricsReachable)
            throws InterruptedException {
        Heartbeat.Builder heartbeat =
                Heartbeat.newBuilder()
                        .setApiReachable(apiReachable)
                        .setMetricsReachable(metricsReachable);
        for (ObjectKind kind : Kinds.ALL) {
            heartbeat.addKinds(
                    KindSummary.newBuilder()
                            .setKind(kind)
                            .setCount(published.count(kind))
                            .setSynced(synced.contains(kind) && source.isWatching(kind)));
        }
        send(List.of(writer.heartbeat(heartbeat.build())));
    }

    /// Kinds whose objects have not all been published once.
    Set<ObjectKind> unsynced() {
        Set<ObjectKind> missing = EnumSet.copyOf(Kinds.ALL);
        missing.removeAll(synced);
        return missing;
    }

    /// Records sent so far, of all sorts.
    long sent() {
        return sent;
    }

    /// Sends all objects of a kind between two markers, and deletes what the topic has beyond them.
    /// Afterwards the topic has exactly the objects counted in the end marker, all newer than the
    /// begin.
    private void snapshot(ObjectKind kind) throws InterruptedException {
        synced.remove(kind);
        toSnapshot.add(kind);
        dirty.takeChanged(EnumSet.of(kind));
        LogEntry begin = writer.begin(kind);
        long beginSeq = writer.seq();
        send(List.of(begin));
        Set<ObjectKey> gone = new HashSet<>(published.keys(kind));
        List<LogEntry> batch = new ArrayList<>();
        for (ObservedObject object : source.all(kind)) {
            gone.remove(ObjectKey.of(object));
            published.published(object);
            batch.add(writer.upsert(object));
            if (batch.size() == BATCH) {
                send(batch);
                batch.clear();
            }
        }
        gone.forEach(key -> addDelete(key, batch));
        sendInBatches(batch);
        send(List.of(writer.end(kind, beginSeq, published.count(kind))));
        toSnapshot.remove(kind);
        synced.add(kind);
    }

    private void addChange(ObjectKey key, List<LogEntry> batch) {
        Optional<ObservedObject> object = source.find(key);
        if (object.isPresent()) {
            if (published.isNews(object.get())) {
                published.published(object.get());
                batch.add(writer.upsert(object.get()));
            }
        } else if (published.has(key)) {
            addDelete(key, batch);
        }
    }

    private void addDelete(ObjectKey key, List<LogEntry> batch) {
        published.removed(key);
        batch.add(writer.delete(key));
        batch.add(writer.tombstone(key));
    }

    private void sendInBatches(List<LogEntry> entries) throws InterruptedException {
        for (int from = 0; from < entries.size(); from += BATCH) {
            int to = Math.min(from + BATCH, entries.size());
            try {
                send(entries.subList(from, to));
            } catch (UnpublishedException e) {
                takeBack(entries.subList(to, entries.size()));
                throw e;
            }
        }
    }

    private void send(List<LogEntry> entries) throws InterruptedException {
        List<LogEntry> failed = log.append(entries);
        sent += entries.size() - failed.size();
        if (!failed.isEmpty()) {
            takeBack(failed);
            throw new UnpublishedException(failed.size());
        }
    }

    private void takeBack(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            entry.object()
                    .ifPresent(key -> {
                        published.uncertain(key);
                        dirty.changed(key);
                    });
        }
    }
}
