package dev.mcm.state.deployment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "deployment_versions")
@IdClass(SpecVersionEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class SpecVersionEntity {
    record Key(String deploymentId, long number) {}

    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Id private long number;

    @Column(name = "spec_hash", nullable = false)
    private String specHash;

    @Column(name = "instance_types", nullable = false)
    private String[] instanceTypes;

    @Column(nullable = false)
    private String[] revisions;

    @Column(name = "created_by", nullable = false)
    private String createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    SpecVersionEntity() {}
}
