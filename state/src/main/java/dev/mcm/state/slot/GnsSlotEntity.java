package dev.mcm.state.slot;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "gns_slots")
@SuppressWarnings("NullAway.Init")
class GnsSlotEntity {
    @Id private String name;

    @Column(nullable = false)
    private long epoch;

    @Column(name = "system_identifier", nullable = false)
    private String systemIdentifier;

    @Column(name = "consistent_point", nullable = false)
    private String consistentPoint;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    GnsSlotEntity() {}

    GnsSlot toRow() {
        return new GnsSlot(
                name, new Epoch(epoch), systemIdentifier, Lsn.parse(consistentPoint), createdAt);
    }
}
