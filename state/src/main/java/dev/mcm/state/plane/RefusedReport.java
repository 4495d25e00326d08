package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `refused_reports`: a plane's LSM reports another cluster than the plane is.
///
/// @param clusterId that it reports
/// @param since when it came to be so
public record RefusedReport(PlaneId planeId, String clusterId, Instant since) {
    public RefusedReport {
        since = Micros.of(since);
    }
}
