package dev.mcm.state.plane;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_quotas")
@IdClass(PlaneQuotaEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class PlaneQuotaEntity {
    record Key(String planeId, String organizationId) {}

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id
    @Column(name = "organization_id")
    private String organizationId;

    @Column(nullable = false)
    private byte[] limits;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private long seq;

    @Column(name = "observed_at", nullable = false)
    private Instant observedAt;

    PlaneQuotaEntity() {}
}
