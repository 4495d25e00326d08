package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.plane.Plane;
import java.util.List;

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
        /// Whether this process may push now.
        boolean leads();

        /// All planes.
        List<Plane> planes();
    }
}
