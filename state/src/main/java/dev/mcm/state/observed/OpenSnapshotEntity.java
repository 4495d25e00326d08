package dev.mcm.state.observed;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

@Entity
@Table(name = "open_snapshots")
@IdClass(OpenSnapshotEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class OpenSnapshotEntity {
    record Key(String planeId, short kind) {}

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id private short kind;

    @Column(nullable = false)
    private long epoch;

    @Column(name = "begin_seq", nullable = false)
    private long beginSeq;

    OpenSnapshotEntity() {}

    OpenSnapshotRow toRow() {
        return new OpenSnapshotRow(new PlaneId(planeId), kind, new Epoch(epoch), beginSeq);
    }
}
