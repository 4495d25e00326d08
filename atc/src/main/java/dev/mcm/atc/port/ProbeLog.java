package dev.mcm.atc.port;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneProbe;
import java.util.Optional;

/// Whether planes are reachable, as last written. Fenced by the pusher's lease.
public interface ProbeLog {
    Optional<PlaneProbe> find(PlaneId plane);

    void write(PlaneProbe probe);
}
