package dev.mcm.state.scale;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [ScaleTargetStore] in memory, for tests. Knows no other table: every deployment counts as
/// existing.
public final class InMemoryScaleTargetStore implements ScaleTargetStore {
    private final InMemoryTable<DeploymentId, ScaleTarget> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public Optional<ScaleTarget> find(Tx tx, DeploymentId deployment) {
        return rows.find(deployment);
    }

    @Override
    public List<ScaleTarget> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<ScaleTarget> write(Tx tx, List<ScaleDecision> decisions) {
        return decisions.stream()
                .sorted(Comparator.comparing(ScaleDecision::deploymentId))
                .map(decision -> put(tx, decision))
                .toList();
    }

    private ScaleTarget put(Tx tx, ScaleDecision decision) {
        long revision =
                rows.find(decision.deploymentId()).map(ScaleTarget::revision).orElse(0L) + 1;
        ScaleTarget row =
                new ScaleTarget(
                        decision.deploymentId(),
                        decision.desired(),
                        decision.reason(),
                        decision.message(),
                        revision,
                        decision.decidedAt());
        rows.put(tx, row.deploymentId(), row);
        return row;
    }
}
