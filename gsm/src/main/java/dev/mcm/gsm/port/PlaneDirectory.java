package dev.mcm.gsm.port;

import dev.mcm.shared.id.PlaneId;
import java.util.Set;

/// The planes that are registered.
@FunctionalInterface
public interface PlaneDirectory {
    Set<PlaneId> planes();
}
