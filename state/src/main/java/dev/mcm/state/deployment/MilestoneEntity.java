package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "deployment_milestones")
@SuppressWarnings({"NullAway.Init", "unused"})
class MilestoneEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(name = "ready_version", nullable = false)
    private long readyVersion;

    @Column(name = "at_zero", nullable = false)
    private boolean atZero;

    @Column(name = "starting_since")
    private Instant startingSince;

    @Column(name = "failing_version", nullable = false)
    private long failingVersion;

    @Column(name = "failing_since")
    private Instant failingSince;

    @Column(name = "failing_calm_since")
    private Instant failingCalmSince;

    @Column(name = "failing_lasting", nullable = false)
    private boolean failingLasting;

    @Column(name = "failing_trouble", nullable = false)
    private String failingTrouble;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    MilestoneEntity() {}
}
