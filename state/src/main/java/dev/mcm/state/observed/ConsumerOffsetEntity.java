package dev.mcm.state.observed;

import dev.mcm.shared.id.Epoch;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "consumer_offsets")
@IdClass(ConsumerOffsetEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class ConsumerOffsetEntity {
    record Key(String topic, int part) {}

    @Id private String topic;

    @Id private int part;

    @Column(name = "next_offset", nullable = false)
    private long nextOffset;

    @Column(name = "owner_epoch", nullable = false)
    private long ownerEpoch;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    ConsumerOffsetEntity() {}

    ConsumerOffset toRow() {
        return new ConsumerOffset(topic, part, nextOffset, new Epoch(ownerEpoch), updatedAt);
    }
}
