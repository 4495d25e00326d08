package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObjectKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a batch of records changed in a plane's stored state, one entry per key.
///
/// @param objects states to write, sorted by key
/// @param snapshots kinds whose open snapshot changed; empty = none is open any more
public record PlaneChanges(
        List<ObjectState> objects, Map<ObjectKind, Optional<OpenSnapshot>> snapshots) {
    public PlaneChanges {
        objects = List.copyOf(objects);
        snapshots = Map.copyOf(snapshots);
    }

    public boolean isEmpty() {
        return objects.isEmpty() && snapshots.isEmpty();
    }
}
