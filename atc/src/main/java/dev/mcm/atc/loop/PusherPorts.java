package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.plane.Plane;
import java.util.List;
import java.util.Optional;

/// What pushers need of the world.
public record PusherPorts(
        Leadership leadership,
        PlaneApis planes,
        PushSource source,
        PushLog log,
        ProbeLog probes,
        RouteSource routes,
        UpkeepStore upkeep,
        TimeSource time) {

    /// Whether this process pushes, and where to.
    public interface Leadership {
        /// The reign of this process: the epoch of its lease; empty while it may not push. It may
        /// have ended since.
        Optional<Epoch> reign();

        /// Whether this process may push now.
        default boolean leads() {
            return reign().isPresent();
        }

        /// All planes.
        List<Plane> planes();
    }
}
