package dev.mcm.state.placement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "placement_summaries")
@SuppressWarnings({"NullAway.Init", "unused"})
class PlacementSummaryEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(nullable = false)
    private int desired;

    @Column(nullable = false)
    private int placed;

    @Column(nullable = false)
    private int pending;

    @Column(nullable = false)
    private int misplaced;

    @Column(nullable = false)
    private String reason;

    @Column(name = "decided_at", nullable = false)
    private Instant decidedAt;

    PlacementSummaryEntity() {}
}
