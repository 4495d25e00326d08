package dev.mcm.gsm.core;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.event.v1.SnapshotEnd;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.state.observed.ReplicaAge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of one plane, and what of it has changed since it was last written. Feeding a
/// record twice, or an old one after a newer one, changes nothing. Not thread-safe.
public final class PlaneModel {
    private final Map<ObjectKind, KindModel> kinds = new EnumMap<>(ObjectKind.class);
    private final Map<PlaneObjectKey, ObjectState> changedObjects = new TreeMap<>();
    private final Map<ObjectKind, Optional<OpenSnapshot>> changedSnapshots =
            new EnumMap<>(ObjectKind.class);
    private final PodAges ages;
    private final Set<String> podsToJudge = new HashSet<>();
    private RecordVersion newest = RecordVersion.NONE;
    private boolean rollupsStale = true;
    private boolean nodesChanged = true;
    private NodesSeen nodes = new NodesSeen(Map.of(), false);

    /// @param stored what an earlier run wrote
    /// @param storedAges states of pods that an earlier run wrote, by uid
    public PlaneModel(
            Collection<ObjectState> stored,
            Map<String, ReplicaAge> storedAges,
            Collection<OpenSnapshot> open) {
        this.ages = new PodAges(storedAges);
        for (ObjectState state : stored) {
            kind(state.key().kind()).restore(state);
            toJudge(state.key());
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

    /// What has changed since [#changesWritten] was called last.
    public PlaneChanges changes() {
        judgePods();
        return new PlaneChanges(
                List.copyOf(changedObjects.values()), ages.unstored(), changedSnapshots);
    }

    /// Everything that [#changes()] names is stored.
    ///
    /// @param at when, by the clock of Postgres
    public void changesWritten(Instant at) {
        changedObjects.clear();
        changedSnapshots.clear();
        rollupsStale |= !ages.unstored().isEmpty();
        ages.stored(at);
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

    /// Rows of `observed_cells`: pods by the states that are stored.
    public SortedMap<ObservedCellKey, CellReplicas> cells() {
        return CellRollup.of(
                bodies(ObjectKind.OBJECT_KIND_DEPLOYMENT),
                bodies(ObjectKind.OBJECT_KIND_POD),
                ages,
                nodes);
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
                    boolean news = !state.saysTheSameAs(before);
                    rollupsStale |= news;
                    if (news) {
                        toJudge(state.key());
                    }
                });
    }

    private void toJudge(PlaneObjectKey key) {
        if (key.kind() == ObjectKind.OBJECT_KIND_POD) {
            podsToJudge.add(key.uid());
        }
        nodesChanged |= key.kind() == ObjectKind.OBJECT_KIND_NODE;
    }

    /// Says of each pod that may have changed its state, by itself or with its node, which it is.
    private void judgePods() {
        if (nodesChanged) {
            nodesChanged = false;
            KindModel listed = kind(ObjectKind.OBJECT_KIND_NODE);
            List<ObservedObject> bodies = bodies(ObjectKind.OBJECT_KIND_NODE);
            NodesSeen seen = NodesSeen.of(bodies, !bodies.isEmpty() && listed.open().isEmpty());
            if (!seen.equals(nodes)) {
                nodes = seen;
                live(ObjectKind.OBJECT_KIND_POD).forEach(pod -> podsToJudge.add(pod.key().uid()));
            }
        }
        KindModel pods = kind(ObjectKind.OBJECT_KIND_POD);
        for (String uid : podsToJudge) {
            pods.live(uid)
                    .ifPresentOrElse(pod -> ages.see(pod.body(), nodes), () -> ages.forget(uid));
        }
        podsToJudge.clear();
    }

    private List<ObservedObject> bodies(ObjectKind kind) {
        return live(kind).stream().map(ObjectState::body).toList();
    }

    private void begin(ObjectKind kind, RecordVersion version) {
        KindModel model = kind(kind);
        if (model.begin(version)) {
            nodesChanged |= kind == ObjectKind.OBJECT_KIND_NODE;
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
                    gone.forEach(state -> {
                        changedObjects.put(state.key(), state);
                        toJudge(state.key());
                    });
                    nodesChanged |= kind == ObjectKind.OBJECT_KIND_NODE;
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
