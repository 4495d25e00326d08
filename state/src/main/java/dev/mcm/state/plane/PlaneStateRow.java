package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_states`: what the Scheduler thinks of a plane.
///
/// @param since when it came into this state
public record PlaneStateRow(PlaneId planeId, PlaneState state, String message, Instant since) {
    public PlaneStateRow {
        since = Micros.of(since);
    }

    /// Equal but for its age.
    public boolean says(PlaneStateRow other) {
        return state == other.state && message.equals(other.message);
    }
}
