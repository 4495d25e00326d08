package dev.mcm.state.lease;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "leases")
@SuppressWarnings({"NullAway.Init", "unused"})
class LeaseEntity {
    @Id private String role;

    @Column(nullable = false, columnDefinition = "name")
    private String owner;

    @Column(nullable = false)
    private String holder;

    @Column(nullable = false)
    private long epoch;

    @Column(name = "expires_at", nullable = false)
    private Instant expiresAt;

    LeaseEntity() {}
}
