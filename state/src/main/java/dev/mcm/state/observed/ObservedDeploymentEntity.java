package dev.mcm.state.observed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "deployment_observed")
@IdClass(ObservedDeploymentEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class ObservedDeploymentEntity {
    record Key(String deploymentId, String planeId, String instanceType) {}

    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id
    @Column(name = "instance_type")
    private String instanceType;

    @Column(name = "deployment_version", nullable = false)
    private long deploymentVersion;

    @Column(nullable = false)
    private int pods;

    @Column(nullable = false)
    private int bound;

    @Column(nullable = false)
    private int ready;

    @Column(name = "ready_updated", nullable = false)
    private int readyUpdated;

    @Column(nullable = false)
    private int terminating;

    @Column(nullable = false)
    private String reason;

    @Column(nullable = false)
    private String message;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private long seq;

    @Column(name = "observed_at", nullable = false)
    private Instant observedAt;

    ObservedDeploymentEntity() {}
}
