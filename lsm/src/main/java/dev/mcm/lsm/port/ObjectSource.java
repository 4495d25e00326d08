package dev.mcm.lsm.port;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.Collection;
import java.util.Optional;

/// The newest known projections of the plane's objects. Thread-safe.
public interface ObjectSource {
    Optional<ObservedObject> find(PlaneObjectKey key);

    Collection<ObservedObject> all(ObjectKind kind);

    /// Whether changes of the kind arrive now.
    boolean isWatching(ObjectKind kind);
}
