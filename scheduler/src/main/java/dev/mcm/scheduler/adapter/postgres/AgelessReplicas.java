package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.state.observed.ObservedDeployment;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Groups of replicas out of the mere counts that a GSM of an older version keeps: since when is
/// not known, so they are as young as the row.
final class AgelessReplicas {
    private AgelessReplicas() {}

    static SortedMap<Long, List<ReplicaGroup>> of(ObservedDeployment row) {
        ObservedDeployment.PodCounts counts = row.counts();
        List<ReplicaGroup> groups = new ArrayList<>();
        add(groups, row, ReplicaState.UNBOUND, counts.pods() - counts.bound());
        add(groups, row, ReplicaState.STARTING, counts.bound() - counts.ready());
        add(groups, row, ReplicaState.READY, counts.ready());
        add(groups, row, ReplicaState.TERMINATING, counts.terminating());
        SortedMap<Long, List<ReplicaGroup>> observed = new TreeMap<>();
        observed.put(row.specVersion(), groups);
        return observed;
    }

    private static void add(
            List<ReplicaGroup> groups, ObservedDeployment row, ReplicaState state, int count) {
        if (count > 0) {
            groups.add(new ReplicaGroup(state, count, row.observedAt(), ""));
        }
    }
}
