package dev.mcm.state.push;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "push_states")
@SuppressWarnings({"NullAway.Init", "unused"})
class PushStateEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(nullable = false)
    private byte[] state;

    @Column(name = "seen_at", nullable = false)
    private Instant seenAt;

    PushStateEntity() {}
}
