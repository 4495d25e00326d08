package dev.mcm.state.plane;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_liveness`: whether a plane's LSM is heard.
///
/// @param epoch of the LSM process heard last
/// @param since when it came to be so
public record PlaneLiveness(PlaneId planeId, Hearing state, Epoch epoch, Instant since) {
    public PlaneLiveness {
        since = Micros.of(since);
    }
}
