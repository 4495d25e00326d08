package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.toSet;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentSummary;
import dev.mcm.scheduler.core.DeploymentVerdicts;
import dev.mcm.scheduler.core.EndedCell;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.placement.PlacementChange;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlacementVerdicts;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.placement.Workload;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A plan as rows of its four tables.
///
/// @param ended keys of placements of zero replicas that go
record DecidedRows(
        List<PlaneStateRow> planeStates,
        List<PlacementChange> placements,
        Set<PlacementKey> ended,
        List<PlacementSummary> summaries,
        List<PlacementVerdicts> verdicts) {
    static DecidedRows of(SchedulerPlan plan, Instant now) {
        return new DecidedRows(
                plan.planeStates(),
                plan.placements().stream().map(change -> placement(change, now)).toList(),
                plan.ended().stream().map(DecidedRows::key).collect(toSet()),
                plan.summaries().stream().map(change -> summary(change, now)).toList(),
                plan.verdicts().stream().map(said -> verdicts(said, now)).toList());
    }

    /// Deployments whose placements or summaries they say.
    Set<DeploymentId> deployments() {
        Set<DeploymentId> ids = new HashSet<>();
        placements.forEach(row -> ids.add(row.key().deploymentId()));
        ended.forEach(key -> ids.add(key.deploymentId()));
        summaries.forEach(row -> ids.add(row.deploymentId()));
        verdicts.forEach(row -> ids.add(row.deploymentId()));
        return ids;
    }

    /// Each table in one statement.
    void write(Tx tx, SchedulerTables.Decided tables) {
        tables.planeStates().write(tx, planeStates);
        tables.placements().write(tx, placements);
        end(tx, tables.placements());
        tables.summaries().write(tx, summaries);
        tables.verdicts().write(tx, verdicts);
    }

    private void end(Tx tx, PlacementStore store) {
        if (!ended.isEmpty()) {
            Set<DeploymentId> ids = ended.stream().map(PlacementKey::deploymentId).collect(toSet());
            store.delete(
                    tx,
                    store.ofDeployments(tx, ids).stream()
                            .filter(row -> row.replicas() == 0 && ended.contains(row.key()))
                            .toList());
        }
    }

    private static PlacementKey key(EndedCell cell) {
        return new PlacementKey(
                cell.deploymentId(), cell.planeId(), cell.instanceType(), cell.revision());
    }

    private static PlacementChange placement(CellChange change, Instant now) {
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

    private static PlacementSummary summary(DeploymentSummary change, Instant now) {
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

    private static PlacementVerdicts verdicts(DeploymentVerdicts said, Instant now) {
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
