package dev.mcm.gsm.core;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.event.v1.SnapshotEnd;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known of one plane, and what of it has changed since it was last written. Feeding a
/// record twice, or an old one after a newer one, changes nothing. Not thread-safe.
public final class PlaneModel {
    private final Map<ObjectKind, KindModel> kinds = new EnumMap<>(ObjectKind.class);
    private final Map<PlaneObjectKey, ObjectState> changedObjects = new TreeMap<>();
    private final Map<ObjectKind, Optional<OpenSnapshot>> changedSnapshots =
            new EnumMap<>(ObjectKind.class);
    private RecordVersion newest = RecordVersion.NONE;
    private boolean rollupsStale = true;

    /// @param stored what an earlier run wrote
    public PlaneModel(Collection<ObjectState> stored, Collection<OpenSnapshot> open) {
        for (ObjectState state : stored) {
            kind(state.key().kind()).restore(state);
            newest = max(newest, state.version());
        }
        for (OpenSnapshot snapshot : open) {
            kind(snapshot.kind()).restore(snapshot);
            newest = max(newest, snapshot.begin());
        }
    }

    /// Takes a record that [PlaneRecordReader] calls a fact.
    ///
    /// @param now when it was received
    public void apply(PlaneRecord record, Instant now) {
        RecordVersion version = new RecordVersion(record.getEpoch(), record.getSeq());
        newest = max(newest, version);
        switch (record.getFactCase()) {
            case UPSERT -> upsert(record.getUpsert(), version, now);
            case DELETE -> {
                PlaneObjectKey key =
                        new PlaneObjectKey(
                                record.getDelete().getKind(), record.getDelete().getUid());
                accept(ObjectState.gone(key, version, now));
            }
            case BEGIN -> begin(record.getBegin().getKind(), version);
            case END -> end(record.getEnd(), version, now);
            case HEARTBEAT -> heartbeat(record.getHeartbeat(), version, now);
            case FACT_NOT_SET ->
                    throw new IllegalArgumentException(
                            "record " + version + ": no fact (expected: one)");
        }
    }

    /// What has changed since [#changesWritten()] was called last.
    public PlaneChanges changes() {
        return new PlaneChanges(List.copyOf(changedObjects.values()), changedSnapshots);
    }

    /// Everything that [#changes()] names is stored.
    public void changesWritten() {
        changedObjects.clear();
        changedSnapshots.clear();
    }

    /// Whether something that roll-ups are made of has changed since the last call. True at first.
    public boolean takeRollupsStale() {
        boolean stale = rollupsStale;
        rollupsStale = false;
        return stale;
    }

    /// Forgets objects that are gone since before `before`, and names them.
    public List<ObjectState> purge(Instant before) {
        List<ObjectState> purged = new ArrayList<>();
        kinds.values().forEach(kind -> purged.addAll(kind.purge(before)));
        return purged;
    }

    /// Objects of a kind that exist.
    public List<ObjectState> live(ObjectKind kind) {
        return kind(kind).live();
    }

    /// Version of the newest record seen.
    public RecordVersion newest() {
        return newest;
    }

    /// Kinds whose snapshot has begun and not been found complete.
    public List<OpenSnapshot> openSnapshots() {
        return kinds.values().stream().flatMap(kind -> kind.open().stream()).toList();
    }

    private void upsert(ObservedObject body, RecordVersion version, Instant now) {
        accept(
                new ObjectState(
                        new PlaneObjectKey(body.getKind(), body.getUid()),
                        version,
                        false,
                        body,
                        now));
    }

    private void accept(ObjectState state) {
        kind(state.key().kind())
                .accept(state)
                .ifPresent(before -> {
                    changedObjects.put(state.key(), state);
                    rollupsStale |= !state.saysTheSameAs(before);
                });
    }

    private void begin(ObjectKind kind, RecordVersion version) {
        KindModel model = kind(kind);
        if (model.begin(version)) {
            changedSnapshots.put(kind, model.open());
        }
    }

    private void end(SnapshotEnd end, RecordVersion version, Instant now) {
        RecordVersion begin = new RecordVersion(version.epoch(), end.getBeginSeq());
        KindModel model = kind(end.getKind());
        if (model.open().filter(open -> open.begin().equals(begin)).isPresent()) {
            complete(end.getKind(), end.getCount(), now);
        }
    }

    /// Completes a snapshot that its end could not: after a compaction of the topic, objects that
    /// the snapshot listed may come only behind its end. The heartbeat says how many there are now.
    private void heartbeat(Heartbeat heartbeat, RecordVersion version, Instant now) {
        for (KindSummary summary : heartbeat.getKindsList()) {
            if (summary.getKind() == ObjectKind.UNRECOGNIZED) {
                continue;
            }
            Optional<OpenSnapshot> open = kind(summary.getKind()).open();
            if (summary.getSynced()
                    && open.isPresent()
                    && open.get().begin().epoch() == version.epoch()
                    && version.isNewerThan(open.get().begin())) {
                complete(summary.getKind(), summary.getCount(), now);
            }
        }
    }

    private void complete(ObjectKind kind, long count, Instant now) {
        kind(kind)
                .complete(count, now)
                .ifPresent(gone -> {
                    gone.forEach(state -> changedObjects.put(state.key(), state));
                    changedSnapshots.put(kind, Optional.empty());
                    rollupsStale |= !gone.isEmpty();
                });
    }

    private KindModel kind(ObjectKind kind) {
        return kinds.computeIfAbsent(kind, KindModel::new);
    }

    private static RecordVersion max(RecordVersion a, RecordVersion b) {
        return a.isNewerThan(b) ? a : b;
    }
}
