package dev.mcm.state.placement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "placement_verdicts")
@SuppressWarnings({"NullAway.Init", "unused"})
class PlacementVerdictsEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(nullable = false, columnDefinition = "jsonb")
    private String verdicts;

    @Column(name = "decided_at", nullable = false)
    private Instant decidedAt;

    PlacementVerdictsEntity() {}
}
