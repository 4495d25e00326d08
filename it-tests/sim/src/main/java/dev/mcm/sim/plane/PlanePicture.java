package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.state.observed.ReplicaState;
import java.util.List;
import java.util.Map;

/// What a plane's API shows at one moment.
///
/// @param capacity open machines only, classes of equal ones
/// @param replicas by workload, those without pods included
public record PlanePicture(
        List<NodeClass> capacity, Map<ModelledWorkload.Key, List<Shown>> replicas) {
    public PlanePicture {
        capacity = List.copyOf(capacity);
        replicas = Map.copyOf(replicas);
    }

    /// A pod.
    ///
    /// @param reason empty = nothing is wrong
    public record Shown(long pod, ReplicaState state, String reason) {}

    /// Those that end are left out.
    ///
    /// @param started those that start or are ready
    public record Counts(int bound, int started, int ready) {
        public static final Counts NONE = new Counts(0, 0, 0);

        public static Counts of(List<Shown> shown) {
            int bound = 0;
            int starting = 0;
            int ready = 0;
            for (Shown pod : shown) {
                bound +=
                        pod.state() == ReplicaState.UNBOUND
                                        || pod.state() == ReplicaState.TERMINATING
                                ? 0
                                : 1;
                starting += pod.state() == ReplicaState.STARTING ? 1 : 0;
                ready += pod.state() == ReplicaState.READY ? 1 : 0;
            }
            return new Counts(bound, starting + ready, ready);
        }
    }
}
