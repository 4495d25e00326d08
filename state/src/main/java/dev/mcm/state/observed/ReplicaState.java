package dev.mcm.state.observed;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a plane shows of a replica. Names are stored; a replica of several pods is in the state of
/// the pod that fares worst.
public enum ReplicaState {
    /// The plane has bound it to no node, or has not made its pod yet.
    UNBOUND,
    /// On a node, and not ready yet: pulling, starting, loading.
    STARTING,
    /// Serves.
    READY,
    /// On a node and in trouble: its container fails, its image cannot be pulled, its node does not
    /// answer.
    FAILING,
    /// Being deleted; its node is not free yet.
    TERMINATING;

    /// Empty for nothing, and for a name that another version of MCM has written.
    public static Optional<ReplicaState> of(@Nullable String stored) {
        return Stream.of(values()).filter(state -> state.name().equals(stored)).findFirst();
    }
}
