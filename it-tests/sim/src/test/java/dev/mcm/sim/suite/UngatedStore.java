package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Takes all replicas of earlier revisions at once, whether others are ready or not.
final class UngatedStore implements SchedulerStore {
    private final SchedulerStore store;
    private SchedulerSnapshot last = new SchedulerSnapshot(List.of(), List.of());

    UngatedStore(SchedulerStore store) {
        this.store = store;
    }

    @Override
    public SchedulerSnapshot read() {
        last = store.read();
        return last;
    }

    @Override
    public Instant readAt() {
        return store.readAt();
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt) {
        List<CellChange> changes = new ArrayList<>(plan.placements());
        for (DeploymentFacts facts : last.deployments()) {
            facts.placements().stream()
                    .filter(row -> facts.active() && row.replicas() > 0)
                    .filter(row -> !Revisions.isCurrent(facts, row))
                    .forEach(row -> take(facts, row, changes));
        }
        store.write(
                new SchedulerPlan(
                        plan.planeStates(),
                        changes,
                        plan.ended(),
                        plan.summaries(),
                        plan.verdicts()),
                decidedAt);
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
