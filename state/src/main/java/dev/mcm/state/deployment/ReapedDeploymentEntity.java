package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "reaped_deployments")
@SuppressWarnings({"NullAway.Init", "unused"})
class ReapedDeploymentEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(name = "reaped_at", nullable = false)
    private Instant reapedAt;

    ReapedDeploymentEntity() {}
}
