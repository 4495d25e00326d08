package dev.mcm.gsm.port;

import dev.mcm.shared.id.PlaneId;
import java.util.Map;
import java.util.Set;

/// The planes that are registered.
public interface PlaneDirectory {
    Set<PlaneId> planes();

    /// The cluster that each plane is, by uid; planes whose cluster is not known are left out.
    Map<PlaneId, String> clusters();
}
