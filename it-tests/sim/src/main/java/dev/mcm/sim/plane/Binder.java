package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Which machine a pod is bound to: the plane's own choice, which MCM must cope with.
@FunctionalInterface
public interface Binder {
    /// @param machines in order of their names
    /// @return null = no machine has room
    @Nullable Machine choose(Shape shape, Collection<Machine> machines);
}
