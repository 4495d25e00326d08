package dev.mcm.atc.core.manifest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What should be on one plane of one deployment.
///
/// @param pushVersion highest version of the placements behind it and of what was pushed before; 0
///   = there was neither
/// @param workloads ReplicaSets, and Deployments from before there were revisions; empty = nothing
///   of it may be there
/// @param access Service and HTTPRoute, where there are workloads
/// @param budgets PodDisruptionBudget, where there are workloads; a plane may refuse it
/// @param held workloads to leave as they are, whatever they are: the spec that they were placed
///   for is not known
public record WantedState(
        long pushVersion,
        List<Manifest> workloads,
        List<Manifest> access,
        List<Manifest> budgets,
        Set<ManifestKey> held) {
    public WantedState {
        workloads = List.copyOf(workloads);
        access = List.copyOf(access);
        budgets = List.copyOf(budgets);
        held = Set.copyOf(held);
    }

    /// Nothing of the deployment may be on the plane.
    public boolean isNothing() {
        return workloads.isEmpty() && held.isEmpty();
    }

    /// Objects of the deployment that may be there.
    public Set<ManifestKey> kept() {
        Set<ManifestKey> kept = workloads.stream().map(Manifest::key).collect(Collectors.toSet());
        access.forEach(manifest -> kept.add(manifest.key()));
        budgets.forEach(manifest -> kept.add(manifest.key()));
        kept.addAll(held);
        return Set.copyOf(kept);
    }
}
