package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;

/// So a total that rises takes nothing from any plane, either, unless others stand in already.
final class NothingMovesWithoutReason implements Invariant {
    private final Findings findings;

    NothingMovesWithoutReason(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "A replica of the revision that is wanted leaves an allowed plane that is neither"
                + " lost nor drained only when fewer are wanted than there are.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            Integer desired = facts.desired();
            if (facts.active()) {
                look(facts, cells, desired == null ? Integer.MAX_VALUE : desired);
            }
        }
    }

    /// What is on a plane that is not heard is held, whatever the rules say by now.
    private static boolean stays(DeploymentFacts facts, Cells cells, Cells.Cell cell) {
        return switch (cells.state(cell)) {
            case LOST -> false;
            case LIVE -> cells.home(facts, cell);
            case PENDING, UNKNOWN -> cells.current(facts, cell);
        };
    }

    private void look(DeploymentFacts facts, Cells cells, int desired) {
        int placed = 0;
        int taken = 0;
        for (Cells.Cell cell : cells.of(facts)) {
            placed += cells.state(cell) == PlaneState.LOST ? 0 : Math.max(cell.had(), cell.has());
            taken += stays(facts, cells, cell) ? cell.lost() : 0;
        }
        if (taken > Math.max(0, placed - desired)) {
            findings.broken(
                    this,
                    "MOVED",
                    "%s: %d of %d taken, %d wanted: %s"
                            .formatted(facts.id(), taken, placed, desired, cells.of(facts)));
        }
    }
}
