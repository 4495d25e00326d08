package dev.mcm.state.observed;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A row of `observed_objects`: the newest record of an object of a plane.
///
/// @param deploymentId of the deployment it belongs to, as the plane says it; empty = none
/// @param gone it no longer exists; the row stays for a while, so that a late record cannot bring
///   it back
/// @param body a `mcm.event.v1.ObservedObject`; empty when gone
/// @param age of a pod of MCM; null = none is stored, and when written: what is stored stays
public record ObservedRow(
        Key key,
        Epoch epoch,
        long seq,
        String deploymentId,
        boolean gone,
        ByteString body,
        Instant observedAt,
        @Nullable ReplicaAge age) {
    static final Comparator<ObservedRow> AGE =
            Comparator.comparing(ObservedRow::epoch).thenComparingLong(ObservedRow::seq);

    public ObservedRow {
        observedAt = Micros.of(observedAt);
    }

    /// An object of a plane.
    ///
    /// @param kind number of the `ObjectKind`
    /// @param uid Kubernetes' `metadata.uid`
    public record Key(PlaneId planeId, int kind, String uid) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::planeId)
                        .thenComparingInt(Key::kind)
                        .thenComparing(Key::uid);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
