package dev.mcm.gsm.adapter.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.core.OpenSnapshot;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.state.observed.ObservedRow;
import dev.mcm.state.observed.OpenSnapshotRow;
import java.util.Optional;

/// An object's state and its row of `observed_objects`.
final class ObjectCodec {
    private ObjectCodec() {}

    static ObservedRow toRow(PlaneId plane, ObjectState state) {
        return new ObservedRow(
                new ObservedRow.Key(plane, state.key().kind().getNumber(), state.key().uid()),
                new Epoch(state.version().epoch()),
                state.version().seq(),
                state.body().getManagedBy().getDeploymentId(),
                state.gone(),
                state.body().toByteString(),
                state.observedAt());
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
