package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_probes")
@SuppressWarnings("NullAway.Init")
class PlaneProbeEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Column(nullable = false)
    private boolean reachable;

    @Column(nullable = false)
    private String message;

    @Column(nullable = false)
    private Instant since;

    PlaneProbeEntity() {}

    PlaneProbe toRow() {
        return new PlaneProbe(new PlaneId(planeId), reachable, message, since);
    }
}
