package dev.mcm.state.plane;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "plane_orders")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class PlaneOrderEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(nullable = false)
    private String kind;

    @Column(nullable = false)
    private String reason;

    @Column(name = "declared_by", nullable = false)
    private String declaredBy;

    private @Nullable Instant until;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    PlaneOrderEntity() {}
}
