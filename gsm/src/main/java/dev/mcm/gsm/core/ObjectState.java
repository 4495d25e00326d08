package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.time.Instant;

/// The newest that is known of an object.
///
/// @param gone it no longer exists; kept for a while so that a late record cannot bring it back
/// @param body empty when gone
/// @param observedAt when GSM received the record, by GSM's clock
public record ObjectState(
        PlaneObjectKey key,
        RecordVersion version,
        boolean gone,
        ObservedObject body,
        Instant observedAt) {
    static ObjectState gone(PlaneObjectKey key, RecordVersion version, Instant observedAt) {
        return new ObjectState(key, version, true, ObservedObject.getDefaultInstance(), observedAt);
    }

    /// Whether the two say the same of the object, whenever they were said.
    boolean saysTheSameAs(ObjectState other) {
        return gone == other.gone && body.equals(other.body);
    }
}
