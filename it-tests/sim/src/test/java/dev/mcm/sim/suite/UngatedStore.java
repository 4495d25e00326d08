package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import java.util.List;

/// Takes all replicas of earlier revisions at once, whether others are ready or not.
final class UngatedStore extends WorsePlanStore {
    UngatedStore(SchedulerStore store) {
        super(store);
    }

    @Override
    void worsen(SchedulerSnapshot last, SchedulerPlan plan, List<CellChange> changes) {
        for (DeploymentFacts facts : last.deployments()) {
            facts.placements().stream()
                    .filter(row -> facts.active() && row.replicas() > 0)
                    .filter(row -> !Revisions.isCurrent(facts, row))
                    .forEach(row -> take(facts, row, changes));
        }
    }

    private static void take(DeploymentFacts facts, PlacedCell row, List<CellChange> changes) {
        changes.removeIf(change -> Revisions.isOf(change, facts, row));
        changes.add(
                new CellChange(
                        facts.id(),
                        row.planeId(),
                        row.instanceType(),
                        row.revision(),
                        row.workload(),
                        0,
                        row.specVersion(),
                        PlacementReason.HANDED_OVER,
                        row.memory()));
    }
}
