package dev.mcm.state.observed;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "observed_objects")
@IdClass(ObservedRowEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class ObservedRowEntity {
    record Key(String planeId, short kind, String uid) {}

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id private short kind;

    @Id private String uid;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private long seq;

    @Column(name = "deployment_id", nullable = false)
    private String deploymentId;

    @Column(nullable = false)
    private boolean gone;

    @Column(nullable = false)
    private byte[] body;

    @Column(name = "observed_at", nullable = false)
    private Instant observedAt;

    private @Nullable String state;

    @Column(name = "state_since")
    private @Nullable Instant stateSince;

    ObservedRowEntity() {}

    ObservedRow toRow() {
        ObservedRow.Key key = new ObservedRow.Key(new PlaneId(planeId), kind, uid);
        return new ObservedRow(
                key,
                new Epoch(epoch),
                seq,
                deploymentId,
                gone,
                ByteString.copyFrom(body),
                observedAt,
                age());
    }

    private @Nullable ReplicaAge age() {
        Instant since = stateSince;
        return since == null
                ? null
                : ReplicaState.of(state).map(known -> new ReplicaAge(known, since)).orElse(null);
    }
}
