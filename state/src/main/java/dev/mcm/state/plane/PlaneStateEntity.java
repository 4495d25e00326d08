package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_states")
@SuppressWarnings("NullAway.Init")
class PlaneStateEntity {
    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private PlaneState state;

    @Column(nullable = false)
    private String message;

    @Column(nullable = false)
    private Instant since;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private BrakeMark brake;

    PlaneStateEntity() {}

    PlaneStateRow toRow() {
        return new PlaneStateRow(new PlaneId(planeId), state, message, since, brake);
    }
}
