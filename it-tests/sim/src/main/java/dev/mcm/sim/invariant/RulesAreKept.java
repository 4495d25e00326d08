package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;

final class RulesAreKept implements Invariant {
    private final Findings findings;

    RulesAreKept(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "No replica is placed on a plane that its rules forbid, that is not heard or that is"
                + " drained, nor of a revision that is no longer wanted.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            for (Cells.Cell cell : cells.of(facts)) {
                if (cell.has() > cell.had()) {
                    look(facts, cells, cell);
                }
            }
        }
    }

    private void look(DeploymentFacts facts, Cells cells, Cells.Cell cell) {
        if (!cells.allowed(facts, cell)) {
            findings.broken(this, "FORBIDDEN", facts.id() + " on " + cell);
        }
        if (!cells.current(facts, cell)) {
            findings.broken(this, "EARLIER_REVISION", facts.id() + " on " + cell);
        }
        if (cells.draining(cell)) {
            findings.broken(this, "DRAINED", facts.id() + " on " + cell);
        }
        if (cells.state(cell) != PlaneState.LIVE) {
            findings.broken(
                    this, "NOT_LIVE", facts.id() + " on " + cell + ", " + cells.state(cell));
        }
    }
}
