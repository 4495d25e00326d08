package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// Read and written by ATC's set-based SQL; here for the comparison of the model with the
/// migrations.
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

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    MilestoneEntity() {}
}
