package dev.mcm.state.plane;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_liveness_seen")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class LivenessSeenEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(name = "seen_at", nullable = false)
    private Instant seenAt;

    @Column(name = "unbroken_since", nullable = false)
    private Instant unbrokenSince;

    LivenessSeenEntity() {}
}
