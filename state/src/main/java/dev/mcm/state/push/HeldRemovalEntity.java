package dev.mcm.state.push;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "held_removals")
@IdClass(HeldRemovalEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class HeldRemovalEntity {
    record Key(String planeId, String deploymentId) {}

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(nullable = false)
    private int objects;

    @Column(name = "found_at", nullable = false)
    private Instant foundAt;

    @Column(name = "released_at")
    private @Nullable Instant releasedAt;

    @Column(name = "released_by", nullable = false)
    private String releasedBy;

    @Column(name = "release_reason", nullable = false)
    private String releaseReason;

    HeldRemovalEntity() {}
}
