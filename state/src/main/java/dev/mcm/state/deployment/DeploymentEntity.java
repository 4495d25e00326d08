package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/// For inserts and updates; rows are read by SQL.
@Entity
@Table(name = "deployments")
@SuppressWarnings({"NullAway.Init", "unused"})
class DeploymentEntity {
    @Id private String id;

    @Column(name = "organization_id", nullable = false)
    private String organizationId;

    @Column(name = "model_id", nullable = false)
    private String modelId;

    @Column(nullable = false)
    private String name;

    @Column(nullable = false)
    private long version;

    @Column(name = "spec_hash", nullable = false)
    private String specHash;

    @Column(nullable = false)
    private int priority;

    @Embedded private Autoscaling autoscaling;

    @Embedded private Rollout rollout;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private DeploymentLifecycle lifecycle;

    @Version
    @Column(nullable = false)
    private long revision;

    @Column(nullable = false)
    private String traceparent;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    DeploymentEntity() {}

    DeploymentEntity(Deployment row, long revision) {
        this.id = row.id().value();
        this.organizationId = row.organizationId().value();
        this.modelId = row.modelId().value();
        this.name = row.name();
        this.version = row.specVersion();
        this.specHash = row.specHash().value();
        this.priority = row.priority();
        this.autoscaling = row.autoscaling();
        this.rollout = row.rollout();
        this.lifecycle = row.lifecycle();
        this.revision = revision;
        this.traceparent = row.traceparent();
        this.createdAt = row.createdAt();
        this.updatedAt = row.updatedAt();
    }
}
