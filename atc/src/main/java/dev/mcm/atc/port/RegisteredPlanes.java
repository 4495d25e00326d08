package dev.mcm.atc.port;

import dev.mcm.state.plane.Plane;
import java.util.List;

/// The planes to push to.
@FunctionalInterface
public interface RegisteredPlanes {
    List<Plane> all();
}
