package dev.mcm.gsm.adapter.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.core.OpenSnapshot;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.ObservedStore.PlaneProgress;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.state.observed.ObservedRow;
import dev.mcm.state.observed.OpenSnapshotRow;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object's state and its row of `observed_objects`.
final class ObjectCodec {
    private ObjectCodec() {}

    /// Rows of the objects that have changed.
    ///
    /// @param at when they are stored, by the clock of Postgres
    static List<ObservedRow> toRows(PlaneProgress progress, Instant at) {
        SortedMap<String, ReplicaState> states = progress.changes().states();
        return progress.changes().objects().stream()
                .map(object -> {
                    @Nullable ReplicaState state = states.get(object.key().uid());
                    return toRow(
                            progress.plane(),
                            object,
                            state == null ? null : new ReplicaAge(state, at));
                })
                .toList();
    }

    /// Ages of pods of which nothing else has changed.
    static SortedMap<ObservedRow.Key, ReplicaAge> agesAlone(PlaneProgress progress, Instant at) {
        SortedMap<String, ReplicaState> states = new TreeMap<>(progress.changes().states());
        progress.changes().objects().forEach(object -> states.remove(object.key().uid()));
        SortedMap<ObservedRow.Key, ReplicaAge> ages = new TreeMap<>();
        states.forEach((uid, state) ->
                ages.put(
                        new ObservedRow.Key(
                                progress.plane(), ObjectKind.OBJECT_KIND_POD.getNumber(), uid),
                        new ReplicaAge(state, at)));
        return ages;
    }

    /// What is stored of pods' ages, by uid.
    static Map<String, ReplicaAge> toAges(List<ObservedRow> rows) {
        Map<String, ReplicaAge> ages = new HashMap<>();
        for (ObservedRow row : rows) {
            @Nullable ReplicaAge age = row.age();
            if (age != null && row.key().kind() == ObjectKind.OBJECT_KIND_POD.getNumber()) {
                ages.put(row.key().uid(), age);
            }
        }
        return ages;
    }

    private static ObservedRow toRow(PlaneId plane, ObjectState state, @Nullable ReplicaAge age) {
        return new ObservedRow(
                new ObservedRow.Key(plane, state.key().kind().getNumber(), state.key().uid()),
                new Epoch(state.version().epoch()),
                state.version().seq(),
                state.body().getManagedBy().getDeploymentId(),
                state.gone(),
                state.body().toByteString(),
                state.observedAt(),
                age);
    }

    /// Empty for a kind that only a later version knows, which wrote the row before it was rolled
    /// back.
    ///
    /// @throws IllegalStateException when the row's body is not what GSM writes
    static Optional<ObjectState> toState(ObservedRow row) {
        return Optional.ofNullable(ObjectKind.forNumber(row.key().kind()))
                .map(kind ->
                        new ObjectState(
                                new PlaneObjectKey(kind, row.key().uid()),
                                new RecordVersion(row.epoch().value(), row.seq()),
                                row.gone(),
                                body(row),
                                row.observedAt()));
    }

    /// Empty as above.
    static Optional<OpenSnapshot> toOpen(OpenSnapshotRow row) {
        return Optional.ofNullable(ObjectKind.forNumber(row.kind()))
                .map(kind ->
                        new OpenSnapshot(
                                kind, new RecordVersion(row.epoch().value(), row.beginSeq())));
    }

    private static ObservedObject body(ObservedRow row) {
        try {
            return ObservedObject.parseFrom(row.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "body of observed object " + row.key() + ": not an ObservedObject", e);
        }
    }
}
