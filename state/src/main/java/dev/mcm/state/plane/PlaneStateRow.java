package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_states`: what the Scheduler thinks of a plane.
///
/// @param since when it came into this state
/// @param brake what is remembered of the brake
public record PlaneStateRow(
        PlaneId planeId, PlaneState state, String message, Instant since, BrakeMark brake) {
    public PlaneStateRow {
        since = Micros.of(since);
    }

    /// One of which the brake remembers nothing.
    public PlaneStateRow(PlaneId planeId, PlaneState state, String message, Instant since) {
        this(planeId, state, message, since, BrakeMark.NONE);
    }

    /// Equal but for its age.
    public boolean says(PlaneStateRow other) {
        return state == other.state && brake == other.brake && message.equals(other.message);
    }
}
