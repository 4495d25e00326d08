package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.NodeClass;
import java.util.List;
import java.util.Map;

/// What a plane's API shows at one moment, as GSM would store it.
///
/// @param capacity open machines only, classes of equal ones
/// @param replicas by workload, those that end left out
public record PlanePicture(List<NodeClass> capacity, Map<Workload.Key, Counts> replicas) {
    public PlanePicture {
        capacity = List.copyOf(capacity);
        replicas = Map.copyOf(replicas);
    }

    public record Counts(int bound, int ready) {
        public static final Counts NONE = new Counts(0, 0);
    }
}
