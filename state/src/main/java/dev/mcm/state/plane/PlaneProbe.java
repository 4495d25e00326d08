package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `plane_probes`: whether ATC reaches a plane's Kubernetes API.
///
/// @param since when it came to be so
public record PlaneProbe(PlaneId planeId, boolean reachable, String message, Instant since) {
    public PlaneProbe {
        since = Micros.of(since);
    }
}
