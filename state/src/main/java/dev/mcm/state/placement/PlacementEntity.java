package dev.mcm.state.placement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "placements")
@IdClass(PlacementEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class PlacementEntity {
    record Key(String deploymentId, String planeId, String instanceType, String revision) {}

    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id
    @Column(name = "instance_type")
    private String instanceType;

    @Id
    @Column(nullable = false)
    private String revision;

    @Column(name = "workload_kind", nullable = false)
    private String workloadKind;

    @Column(nullable = false)
    private String workload;

    @Column(nullable = false)
    private int replicas;

    @Column(name = "deployment_version", nullable = false)
    private long deploymentVersion;

    @Column(nullable = false)
    private long version;

    @Column(nullable = false)
    private String reason;

    @Column(name = "decided_at", nullable = false)
    private Instant decidedAt;

    @Column(name = "grown_at")
    private @Nullable Instant grownAt;

    @Column(nullable = false)
    private int moves;

    @Column(name = "moved_at")
    private @Nullable Instant movedAt;

    PlacementEntity() {}
}
