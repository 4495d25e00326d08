package dev.mcm.sim.world;

import dev.mcm.sim.plane.ModelledWorkload;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.state.observed.ReplicaGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a plane shows of the replicas, with the time since when GSM has stored each state.
final class ShownReplicas {
    private record Since(PlanePicture.Shown shown, Instant since) {}

    private record State(PlanePicture.Shown shown, Instant since) {}

    private Map<Long, Since> pods = new HashMap<>();
    private Map<ModelledWorkload.Key, List<ReplicaGroup>> groups = Map.of();

    void store(PlanePicture sight, Instant now) {
        Map<Long, Since> seen = new HashMap<>();
        Map<ModelledWorkload.Key, List<ReplicaGroup>> grouped = new HashMap<>();
        sight.replicas()
                .forEach((workload, shown) -> {
                    Map<State, Integer> counts = new LinkedHashMap<>();
                    for (PlanePicture.Shown pod : shown) {
                        Since before = pods.get(pod.pod());
                        Instant since =
                                before != null && before.shown.equals(pod) ? before.since : now;
                        seen.put(pod.pod(), new Since(pod, since));
                        PlanePicture.Shown any =
                                new PlanePicture.Shown(0, pod.state(), pod.reason());
                        counts.merge(new State(any, since), 1, Integer::sum);
                    }
                    List<ReplicaGroup> list = new ArrayList<>();
                    counts.forEach((state, count) ->
                            list.add(
                                    new ReplicaGroup(
                                            state.shown.state(),
                                            count,
                                            state.since,
                                            state.shown.reason())));
                    grouped.put(workload, list);
                });
        pods = seen;
        groups = grouped;
    }

    /// Empty map = neither the workload nor a replica of it is there.
    Map<ModelledWorkload.Key, List<ReplicaGroup>> groups() {
        return groups;
    }
}
