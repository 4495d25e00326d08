package dev.mcm.atc.call;

import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.ExplanationTables;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.push.Push;
import dev.mcm.state.scale.ScaleTarget;
import java.util.List;
import java.util.Optional;

/// [ExplanationTables] of [FakeControl].
record FakeExplanationTables(FakeTx tx) implements ExplanationTables {
    @Override
    public DeploymentReads deployments() {
        return new FakeDeploymentTables(tx);
    }

    @Override
    public Optional<ScaleTarget> scale(DeploymentId id) {
        return Optional.ofNullable(tx.rows.scales.get(id));
    }

    @Override
    public Optional<PlacementSummary> placement(DeploymentId id) {
        return Optional.ofNullable(tx.rows.placements.get(id));
    }

    @Override
    public List<PlaneVerdict> verdicts(DeploymentId id) {
        return tx.rows.verdicts.getOrDefault(id, List.of());
    }

    @Override
    public List<Push> pushes(DeploymentId id) {
        return tx.rows.pushes.stream()
                .filter(push -> push.key().deploymentId().equals(id))
                .toList();
    }
}
