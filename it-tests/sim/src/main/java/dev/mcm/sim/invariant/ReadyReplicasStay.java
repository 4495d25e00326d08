package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;

final class ReadyReplicasStay implements Invariant {
    private final Findings findings;

    ReadyReplicasStay(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "A decision leaves as many replicas that are seen ready as there are, or as are"
                + " wanted.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            Integer desired = facts.desired();
            if (facts.active() && desired != null) {
                int before = 0;
                int after = 0;
                for (Cells.Cell cell : cells.of(facts)) {
                    if (cells.state(cell) == PlaneState.LIVE) {
                        int ready = world.rows().seen(facts.id(), cell.place()).ready();
                        before += Math.min(ready, cell.had());
                        after += Math.min(ready, cell.has());
                    }
                }
                if (after < Math.min(before, desired)) {
                    findings.broken(
                            this,
                            moved(plan, facts.id()) ? "MOVED_BEFORE_READY" : "HEALTHY_TAKEN",
                            "%s: %d of %d ready stay, %d wanted: %s"
                                    .formatted(
                                            facts.id(), after, before, desired, cells.of(facts)));
                }
            }
        }
    }

    private static boolean moved(SchedulerPlan plan, DeploymentId deployment) {
        return plan.placements().stream()
                .filter(change -> change.deploymentId().equals(deployment))
                .map(CellChange::reason)
                .anyMatch(reason -> reason == PlacementReason.MOVED_BY_RULES);
    }
}
