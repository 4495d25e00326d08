package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.state.placement.MoveMemory;
import java.util.Comparator;
import java.util.List;

/// Takes from the first planes by id what the Scheduler takes from others when fewer are wanted.
final class VictimsByIdStore extends WorsePlanStore {
    VictimsByIdStore(SchedulerStore store) {
        super(store);
    }

    @Override
    void worsen(SchedulerSnapshot last, SchedulerPlan plan, List<CellChange> changes) {
        for (DeploymentFacts facts : last.deployments()) {
            boolean onlyFewer =
                    changes.stream()
                            .filter(change -> change.deploymentId().equals(facts.id()))
                            .allMatch(change -> change.reason() == PlacementReason.SCALED_DOWN);
            if (facts.active() && onlyFewer) {
                takeById(facts, changes);
            }
        }
    }

    private static void takeById(DeploymentFacts facts, List<CellChange> changes) {
        int taken = 0;
        for (CellChange change : List.copyOf(changes)) {
            if (change.deploymentId().equals(facts.id())) {
                taken += had(facts, change) - change.replicas();
                changes.remove(change);
            }
        }
        List<PlacedCell> byId =
                facts.placements().stream()
                        .sorted(Comparator.comparing(PlacedCell::planeId))
                        .toList();
        for (PlacedCell row : byId) {
            int here = Math.min(taken, row.replicas());
            if (here > 0) {
                taken -= here;
                changes.add(
                        new CellChange(
                                facts.id(),
                                row.planeId(),
                                row.instanceType(),
                                row.revision(),
                                row.workload(),
                                row.replicas() - here,
                                row.specVersion(),
                                PlacementReason.SCALED_DOWN,
                                MoveMemory.grown(row.memory().grownAt())));
            }
        }
    }

    private static int had(DeploymentFacts facts, CellChange change) {
        return facts.placements().stream()
                .filter(row ->
                        row.planeId().equals(change.planeId())
                                && row.instanceType().equals(change.instanceType()))
                .mapToInt(PlacedCell::replicas)
                .sum();
    }
}
