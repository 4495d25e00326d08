package dev.mcm.state.plane;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_liveness")
@SuppressWarnings("NullAway.Init")
class PlaneLivenessEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private Hearing state;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private Instant since;

    @Column(nullable = false)
    private String unreadable;

    @Column(name = "metrics_reachable", nullable = false)
    private boolean metricsReachable;

    PlaneLivenessEntity() {}

    PlaneLiveness toRow() {
        return new PlaneLiveness(
                new PlaneId(planeId), state, new Epoch(epoch), since, unreadable, metricsReachable);
    }
}
