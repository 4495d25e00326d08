package dev.mcm.autoscaler.port;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reports of all planes. Thread-safe.
public interface MetricsSource {
    /// Reads the reports of these planes from now on, instead of those given before.
    ///
    /// @param rewind how far back to begin at the first call
    void follow(Set<PlaneId> planeIds, Duration rewind);

    /// Reports received since the last call, in the order of their receipt.
    List<PlaneReport> drain();

    /// Everything that was written before the start has been received.
    boolean caughtUp();
}
