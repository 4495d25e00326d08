package dev.mcm.state.scale;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "scale_targets")
@SuppressWarnings({"NullAway.Init", "unused"})
class ScaleTargetEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(nullable = false)
    private int desired;

    @Column(nullable = false)
    private String reason;

    @Column(nullable = false)
    private String message;

    @Column(nullable = false)
    private long revision;

    @Column(name = "decided_at", nullable = false)
    private Instant decidedAt;

    ScaleTargetEntity() {}
}
