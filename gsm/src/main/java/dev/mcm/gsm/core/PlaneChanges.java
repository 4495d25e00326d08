package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.state.observed.ReplicaState;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a batch of records changed in a plane's stored state, one entry per key.
///
/// @param objects states to write, sorted by key
/// @param states of pods of which another state, or none, is stored; by uid
/// @param snapshots kinds whose open snapshot changed; empty = none is open any more
public record PlaneChanges(
        List<ObjectState> objects,
        SortedMap<String, ReplicaState> states,
        Map<ObjectKind, Optional<OpenSnapshot>> snapshots) {
    public PlaneChanges {
        objects = List.copyOf(objects);
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
        snapshots = Map.copyOf(snapshots);
    }

    public boolean isEmpty() {
        return objects.isEmpty() && states.isEmpty() && snapshots.isEmpty();
    }
}
