package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// In which state each of MCM's pods is, and since when that is stored. A state is as old as the
/// transaction that stored it first, so there is no age before that. Not thread-safe.
final class PodAges {
    /// Reasons of a container that only begins.
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");

    private final Map<String, ReplicaAge> stored;
    private final SortedMap<String, ReplicaState> unstored = new TreeMap<>();

    /// @param stored by uid
    PodAges(Map<String, ReplicaAge> stored) {
        this.stored = new HashMap<>(stored);
    }

    /// Looks at a pod that exists.
    void see(ObservedObject pod, NodesSeen nodes) {
        String uid = pod.getUid();
        if (pod.getManagedBy().getDeploymentId().isEmpty() || PodPhases.isFinished(pod.getPod())) {
            forget(uid);
            return;
        }
        @Nullable ReplicaAge before = stored.get(uid);
        ReplicaState state = state(pod, nodes, before);
        if (before != null && before.state() == state) {
            unstored.remove(uid);
        } else {
            unstored.put(uid, state);
        }
    }

    void forget(String uid) {
        stored.remove(uid);
        unstored.remove(uid);
    }

    /// States that are not what is stored, by uid.
    SortedMap<String, ReplicaState> unstored() {
        return Collections.unmodifiableSortedMap(unstored);
    }

    /// What [#unstored] named is stored.
    ///
    /// @param at when, by the clock of Postgres
    void stored(Instant at) {
        unstored.forEach((uid, state) -> stored.put(uid, new ReplicaAge(state, at)));
        unstored.clear();
    }

    /// Empty for a pod that is finished, not MCM's, or not stored yet.
    Optional<ReplicaAge> of(String uid) {
        return Optional.ofNullable(stored.get(uid));
    }

    /// Why a pod is in a state.
    static String reason(ReplicaState state, PodDetail pod, NodesSeen nodes) {
        return switch (state) {
            case UNBOUND -> pod.getReason();
            case FAILING -> nodes.trouble(pod.getNodeName()).orElse(pod.getReason());
            case STARTING, READY, TERMINATING -> "";
        };
    }

    private static ReplicaState state(
            ObservedObject pod, NodesSeen nodes, @Nullable ReplicaAge before) {
        PodDetail detail = pod.getPod();
        if (pod.getTerminating()) {
            return ReplicaState.TERMINATING;
        }
        if (!PodPhases.isBound(detail)) {
            return ReplicaState.UNBOUND;
        }
        if (nodes.trouble(detail.getNodeName()).isPresent()) {
            return ReplicaState.FAILING;
        }
        if (before != null
                && before.state() == ReplicaState.FAILING
                && !nodes.knows(detail.getNodeName())) {
            return ReplicaState.FAILING;
        }
        if (detail.getReady()) {
            return ReplicaState.READY;
        }
        return detail.getReason().isEmpty() || HARMLESS.contains(detail.getReason())
                ? ReplicaState.STARTING
                : ReplicaState.FAILING;
    }
}
