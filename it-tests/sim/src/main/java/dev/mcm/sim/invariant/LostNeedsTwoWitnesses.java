package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;

final class LostNeedsTwoWitnesses implements Invariant {
    /// For GSM and the probe to notice that contact is back, if only for a moment.
    private static final Duration NOTICED = Duration.ofSeconds(35);

    private final Findings findings;

    LostNeedsTwoWitnesses(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "No plane is given up that is heard or reached, or has not been gone for long.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        for (PlaneStateRow status : plan.planeStates()) {
            PlaneLink link = world.link(status.planeId());
            if (status.state() == PlaneState.LOST && !justified(world, link)) {
                findings.broken(
                        this,
                        "GIVEN_UP",
                        "%s: gone since %s, said at %s: %s"
                                .formatted(
                                        link.id(),
                                        link.goneSince(),
                                        world.now(),
                                        status.message()));
            }
        }
    }

    private static boolean justified(World world, PlaneLink link) {
        Instant gone = link.goneSince();
        Instant back = link.heardAgainAt();
        boolean forLong =
                gone != null
                        && !gone.plus(SchedulerPolicy.DEFAULT.lostAfter()).isAfter(world.now());
        return forLong || (back != null && back.plus(NOTICED).isAfter(world.now()));
    }
}
