package dev.mcm.state.observed;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "observed_cells")
@IdClass(ObservedCellEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class ObservedCellEntity {
    record Key(String deploymentId, String planeId, String instanceType, long specVersion) {}

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
    @Column(name = "spec_version")
    private long specVersion;

    @Column(nullable = false)
    private String revision;

    @Column(nullable = false)
    private int unbound;

    @Column(nullable = false)
    private int starting;

    @Column(nullable = false)
    private int ready;

    @Column(nullable = false)
    private int failing;

    @Column(nullable = false)
    private int terminating;

    @Column(nullable = false)
    private byte[] groups;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private long seq;

    @Column(name = "observed_at", nullable = false)
    private Instant observedAt;

    ObservedCellEntity() {}
}
