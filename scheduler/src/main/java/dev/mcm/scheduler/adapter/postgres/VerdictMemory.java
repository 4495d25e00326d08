package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentVerdicts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;
import dev.mcm.state.placement.PlacementVerdictStore;
import dev.mcm.state.placement.PlacementVerdicts;
import dev.mcm.state.placement.VerdictReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The verdicts as stored, of deployments with pending or misplaced replicas. Only the leader
/// writes them, so what it has read or written under one lease stays true. For one thread.
final class VerdictMemory {
    private final PlacementVerdictStore store;
    private final Map<DeploymentId, List<Verdict>> known = new HashMap<>();
    private @Nullable Epoch epoch;

    VerdictMemory(PlacementVerdictStore store) {
        this.store = store;
    }

    /// Forgets what was known under another lease.
    ///
    /// @param lease null = none is held
    void leadBy(@Nullable Epoch lease) {
        if (!Objects.equals(lease, epoch)) {
            known.clear();
            epoch = lease;
        }
    }

    /// Reads those of these deployments that are not known.
    void learn(Tx tx, Collection<DeploymentId> deployments) {
        Set<DeploymentId> missing = new HashSet<>(deployments);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            missing.forEach(id -> known.put(id, List.of()));
            store.find(tx, missing).forEach(row -> known.put(row.deploymentId(), decoded(row)));
        }
    }

    /// As learnt or written.
    List<Verdict> of(DeploymentId deployment) {
        return known.getOrDefault(deployment, List.of());
    }

    /// Forgets all but these deployments.
    void keep(Set<DeploymentId> deployments) {
        known.keySet().retainAll(deployments);
    }

    void wrote(List<DeploymentVerdicts> verdicts) {
        verdicts.forEach(said -> known.put(said.deploymentId(), said.verdicts()));
    }

    /// A reason of another version of this program is forgotten, so that the verdict is written
    /// anew.
    private static List<Verdict> decoded(PlacementVerdicts row) {
        return row.verdicts().stream()
                .flatMap(verdict ->
                        VerdictReason.of(verdict.reason()).stream()
                                .map(reason ->
                                        new Verdict(
                                                verdict.plane(),
                                                reason,
                                                verdict.message(),
                                                verdict.placed())))
                .toList();
    }
}
