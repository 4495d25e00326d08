package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.toSet;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentSummary;
import dev.mcm.scheduler.core.DeploymentVerdicts;
import dev.mcm.scheduler.core.EndedCell;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.state.Tx;
import dev.mcm.state.placement.PlacementChange;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlacementVerdicts;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.placement.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Writes a plan into its four tables, each in one statement.
final class PlanWriter {
    private final SchedulerTables.Decided tables;
    private final Instant now;

    PlanWriter(SchedulerTables.Decided tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    void write(Tx tx, SchedulerPlan plan) {
        tables.planeStates().write(tx, plan.planeStates());
        tables.placements().write(tx, plan.placements().stream().map(this::placement).toList());
        end(tx, plan.ended());
        tables.summaries().write(tx, plan.summaries().stream().map(this::summary).toList());
        tables.verdicts().write(tx, plan.verdicts().stream().map(this::verdicts).toList());
    }

    private void end(Tx tx, List<EndedCell> ended) {
        Set<PlacementKey> keys =
                ended.stream()
                        .map(cell ->
                                new PlacementKey(
                                        cell.deploymentId(),
                                        cell.planeId(),
                                        cell.instanceType(),
                                        cell.revision()))
                        .collect(toSet());
        if (!keys.isEmpty()) {
            tables.placements()
                    .delete(
                            tx,
                            tables
                                    .placements()
                                    .ofDeployments(
                                            tx,
                                            keys.stream()
                                                    .map(PlacementKey::deploymentId)
                                                    .collect(toSet()))
                                    .stream()
                                    .filter(row -> row.replicas() == 0 && keys.contains(row.key()))
                                    .toList());
        }
    }

    private PlacementChange placement(CellChange change) {
        PlacementKey key =
                new PlacementKey(
                        change.deploymentId(),
                        change.planeId(),
                        change.instanceType(),
                        change.revision());
        return new PlacementChange(
                key,
                Workload.of(change.workload(), key),
                change.replicas(),
                change.specVersion(),
                change.reason().name(),
                now,
                change.memory());
    }

    private PlacementSummary summary(DeploymentSummary change) {
        SummaryCounts summary = change.summary();
        return new PlacementSummary(
                change.deploymentId(),
                summary.desired(),
                summary.placed(),
                summary.pending(),
                summary.misplaced(),
                Objects.requireNonNull(summary.reason(), "a decision has a reason").name(),
                now);
    }

    private PlacementVerdicts verdicts(DeploymentVerdicts said) {
        return new PlacementVerdicts(
                said.deploymentId(),
                said.verdicts().stream()
                        .map(verdict ->
                                new PlaneVerdict(
                                        verdict.planeId(),
                                        verdict.reason().name(),
                                        verdict.message(),
                                        verdict.placed()))
                        .toList(),
                now);
    }
}
