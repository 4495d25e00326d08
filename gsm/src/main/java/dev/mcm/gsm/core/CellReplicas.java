package dev.mcm.gsm.core;

import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import java.util.List;

/// Content of a row of `observed_cells`.
///
/// @param revision of the workload and its pods, the greatest where they say several; `UNKNOWN` =
///   they say none
/// @param groups of the pods that are not finished, as they fit into a row
public record CellReplicas(PodRevision revision, List<ReplicaGroup> groups) {
    public CellReplicas {
        groups = List.copyOf(groups);
    }
}
