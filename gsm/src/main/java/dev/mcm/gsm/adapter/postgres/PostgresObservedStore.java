package dev.mcm.gsm.adapter.postgres;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.core.OpenSnapshot;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.observed.ConsumerOffset;
import dev.mcm.state.observed.ConsumerOffsetStore;
import dev.mcm.state.observed.ObservedObjectStore;
import dev.mcm.state.observed.ObservedRow;
import dev.mcm.state.observed.OpenSnapshotRow;
import dev.mcm.state.observed.OpenSnapshotStore;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.TopicRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// [ObservedStore] on database `mcm_observed`. The topic of a plane has one partition.
public final class PostgresObservedStore implements ObservedStore {
    private static final int PARTITION = 0;

    private final Transactions observed;
    private final ObservedObjectStore objects = new ObservedObjectStore();
    private final OpenSnapshotStore snapshots = new OpenSnapshotStore();
    private final ConsumerOffsetStore offsets = new ConsumerOffsetStore();

    public PostgresObservedStore(Transactions observed) {
        this.observed = observed;
    }

    @Override
    public StoredPlane open(PlaneId plane, Epoch owner) {
        return observed.write(tx -> {
            long next = offsets.claim(tx, PlaneNames.stateTopic(plane), PARTITION, owner);
            List<ObservedRow> rows = objects.onPlane(tx, plane);
            List<ObjectState> states =
                    rows.stream().flatMap(row -> ObjectCodec.toState(row).stream()).toList();
            List<OpenSnapshot> open =
                    snapshots.onPlane(tx, plane).stream()
                            .flatMap(row -> ObjectCodec.toOpen(row).stream())
                            .toList();
            return new StoredPlane(states, ObjectCodec.toAges(rows), open, next);
        });
    }

    @Override
    public Map<PlaneId, Instant> write(List<PlaneProgress> progress, Epoch owner) {
        return observed.write(tx -> {
            Map<PlaneId, Instant> moments = new HashMap<>();
            progress.stream()
                    .sorted((a, b) -> a.plane().compareTo(b.plane()))
                    .forEach(plane -> moments.put(plane.plane(), advance(tx, plane, owner)));
            List<ObservedRow> rows = new ArrayList<>();
            SortedMap<ObservedRow.Key, ReplicaAge> ages = new TreeMap<>();
            progress.forEach(plane -> {
                Instant at = Objects.requireNonNull(moments.get(plane.plane()));
                rows.addAll(ObjectCodec.toRows(plane, at));
                ages.putAll(ObjectCodec.agesAlone(plane, at));
            });
            objects.upsert(tx, rows);
            objects.age(tx, ages);
            progress.forEach(plane -> writeSnapshots(tx, plane));
            return moments;
        });
    }

    @Override
    public void purgeGone(Instant before) {
        observed.writeVoid(tx -> objects.purgeGone(tx, before));
    }

    @Override
    public List<PlaneId> planes() {
        String prefix = PlaneNames.stateTopic(new PlaneId("x")).replaceAll("x$", "");
        return observed.read(tx ->
                offsets.all(tx).stream()
                        .map(ConsumerOffset::topic)
                        .filter(topic -> topic.startsWith(prefix))
                        .map(topic -> new PlaneId(topic.substring(prefix.length())))
                        .toList());
    }

    @Override
    public void forget(PlaneId plane) {
        observed.writeVoid(tx -> {
            objects.deletePlane(tx, plane);
            snapshots.onPlane(tx, plane).forEach(open -> snapshots.close(tx, plane, open.kind()));
            offsets.delete(tx, PlaneNames.stateTopic(plane));
        });
    }

    /// An offset that goes back means that the topic was made anew: counting starts again.
    private Instant advance(Tx tx, PlaneProgress plane, Epoch owner) {
        String topic = PlaneNames.stateTopic(plane.plane());
        long from = plane.fromOffset();
        if (plane.toOffset() < from) {
            offsets.advance(tx, new TopicRange(topic, PARTITION, from, from), owner);
            offsets.delete(tx, topic);
            from = offsets.claim(tx, topic, PARTITION, owner);
        }
        return offsets.advance(tx, new TopicRange(topic, PARTITION, from, plane.toOffset()), owner);
    }

    private void writeSnapshots(Tx tx, PlaneProgress plane) {
        for (Map.Entry<ObjectKind, Optional<OpenSnapshot>> entry :
                plane.changes().snapshots().entrySet()) {
            int kind = entry.getKey().getNumber();
            entry.getValue()
                    .ifPresentOrElse(
                            open ->
                                    snapshots.open(
                                            tx,
                                            new OpenSnapshotRow(
                                                    plane.plane(),
                                                    kind,
                                                    new Epoch(open.begin().epoch()),
                                                    open.begin().seq())),
                            () -> snapshots.close(tx, plane.plane(), kind));
        }
    }
}
