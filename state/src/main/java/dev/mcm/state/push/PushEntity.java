package dev.mcm.state.push;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "pushes")
@IdClass(PushEntity.Key.class)
@SuppressWarnings({"NullAway.Init", "unused"})
class PushEntity {
    record Key(String deploymentId, String planeId) {}

    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(name = "wanted_version", nullable = false)
    private long wantedVersion;

    @Column(name = "applied_version", nullable = false)
    private long appliedVersion;

    @Column(nullable = false)
    private String error;

    @Column(name = "failed_attempts", nullable = false)
    private int failedAttempts;

    @Column(name = "attempted_at", nullable = false)
    private Instant attemptedAt;

    @Column(name = "applied_at")
    private @Nullable Instant appliedAt;

    PushEntity() {}
}
