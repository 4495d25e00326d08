package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_states`: what the Scheduler thinks of a plane.
///
/// @param since when it came into this state
public record PlaneState(PlaneId planeId, PlaneCondition state, String message, Instant since) {
    public PlaneState {
        since = Micros.of(since);
    }
}
