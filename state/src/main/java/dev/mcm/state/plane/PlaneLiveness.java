package dev.mcm.state.plane;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_liveness`: whether a plane's LSM is heard.
///
/// @param epoch of the LSM process heard last
/// @param since when it came to be so
/// @param unreadable what a heard LSM cannot read of the plane, which makes it SILENT, too; empty =
///   nothing, or no heartbeat comes
/// @param metricsReachable whether LSM can read the metrics of the plane's gateway
public record PlaneLiveness(
        PlaneId planeId,
        Hearing state,
        Epoch epoch,
        Instant since,
        String unreadable,
        boolean metricsReachable) {
    public PlaneLiveness {
        since = Micros.of(since);
    }
}
