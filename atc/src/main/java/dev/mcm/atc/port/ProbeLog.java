package dev.mcm.atc.port;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneProbe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether planes are reachable, and which clusters they are, as last written. Fenced by the
/// pusher's lease.
public interface ProbeLog {
    Optional<PlaneProbe> find(PlaneId plane);

    void write(PlaneProbe probe);

    /// These planes are probed now, and what was found of them is written.
    void probing(List<PlaneId> planes);

    /// Compares the cluster found at a plane's address with what is known of the plane, and
    /// remembers the outcome.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_FOUND when the plane is gone
    PlaneIdentity identify(PlaneId plane, FoundCluster found, Instant now);
}
