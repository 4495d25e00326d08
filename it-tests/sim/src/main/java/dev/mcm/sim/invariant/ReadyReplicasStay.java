package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.WhenFull;
import dev.mcm.state.plane.PlaneState;

final class ReadyReplicasStay implements Invariant {
    private final Findings findings;

    ReadyReplicasStay(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "A decision leaves as many replicas that are seen ready, or are to give way and may"
                + " have become ready since, as there are, or as the rollout setting wants at"
                + " least.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            Integer desired = facts.desired();
            StoredRows.DeploymentRow row = world.rows().deployments().get(facts.id());
            if (facts.active() && desired != null && row != null) {
                look(facts, cells, ready(world, cells, facts), least(row.rollout(), desired));
            }
        }
    }

    /// @param gate ready replicas above which one that is to give way may go
    /// @param desired replicas above which any may go
    /// @param atOnce how many may go below that on full planes while those that follow are not
    ///   ready
    private record Least(int gate, int desired, int atOnce) {
        /// @param handsOver some are to give way to others
        int of(Ready ready, boolean handsOver) {
            if (!handsOver) {
                return Math.min(ready.before, desired);
            }
            int more = Math.max(0, atOnce - ready.loading);
            return Math.min(ready.before, gate) - more;
        }
    }

    private static Least least(Rollout rollout, int desired) {
        int missing = rollout.maxUnavailable(desired);
        boolean replaces = rollout.whenFull() == WhenFull.REPLACE;
        return new Least(desired - missing, desired, replaces ? 1 : 0);
    }

    /// On planes that are heard, but where a drain is past its deadline.
    ///
    /// @param loading as and where they should be, not ready before the plan, and left there by it
    private record Ready(int before, int after, int loading) {}

    private static Ready ready(World world, Cells cells, DeploymentFacts facts) {
        int before = 0;
        int after = 0;
        int loading = 0;
        boolean served = isServed(world, cells, facts);
        for (Cells.Cell cell : cells.of(facts)) {
            if (cells.state(cell) == PlaneState.LIVE && !cells.drainedBy(cell, world.now())) {
                PlanePicture.Counts seen = world.rows().seen(facts.id(), cell.place());
                boolean home = cells.home(facts, cell);
                int ready = served && !home ? seen.started() : seen.ready();
                before += Math.min(ready, cell.had());
                after += Math.min(ready, cell.has());
                int stay = Math.min(cell.had(), cell.has());
                loading += home ? Math.max(0, stay - ready) : 0;
            }
        }
        return new Ready(before, after, loading);
    }

    /// While nothing is seen ready and nothing is on its way, nothing is lost.
    private static boolean isServed(World world, Cells cells, DeploymentFacts facts) {
        return cells.of(facts).stream()
                .filter(cell -> cells.state(cell) == PlaneState.LIVE && cell.had() > 0)
                .anyMatch(cell ->
                        cells.home(facts, cell)
                                || world.rows().seen(facts.id(), cell.place()).ready() > 0);
    }

    private void look(DeploymentFacts facts, Cells cells, Ready ready, Least least) {
        boolean handsOver =
                cells.of(facts).stream()
                        .anyMatch(cell -> cell.had() > 0 && !cells.home(facts, cell));
        if (ready.after < least.of(ready, handsOver)) {
            boolean scale =
                    cells.of(facts).stream()
                            .filter(cell -> cell.lost() > 0)
                            .allMatch(cell -> cells.home(facts, cell));
            findings.broken(
                    this,
                    scale ? "HEALTHY_TAKEN" : "TAKEN_BEFORE_READY",
                    "%s: %s of %s: %s".formatted(facts.id(), ready, least, cells.of(facts)));
        }
    }
}
