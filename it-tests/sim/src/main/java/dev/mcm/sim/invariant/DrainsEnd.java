package dev.mcm.sim.invariant;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

final class DrainsEnd implements Invariant {
    /// For the Scheduler to look again, and for GSM to be heard.
    private static final Duration NOTICED = Duration.ofSeconds(20);

    private final Findings findings;
    private final Map<PlaneId, Instant> dueSince = new HashMap<>();

    DrainsEnd(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "Nothing is placed any more on a plane that is heard when the deadline of its drain"
                + " has passed.";
    }

    @Override
    public void afterEvent(World world) {
        for (StoredRows.PlaneRow plane : world.rows().planes().values()) {
            if (!isDue(plane, world.now())) {
                dueSince.remove(plane.id());
            } else if (dueSince.computeIfAbsent(plane.id(), _ -> world.now())
                    .plus(NOTICED)
                    .isBefore(world.now())) {
                look(world, plane);
            }
        }
    }

    private static boolean isDue(StoredRows.PlaneRow plane, Instant now) {
        return plane.draining()
                && plane.order() != null
                && plane.order().until() != null
                && plane.order().until().isBefore(now)
                && plane.status() != null
                && plane.status().state() == PlaneState.LIVE;
    }

    private void look(World world, StoredRows.PlaneRow plane) {
        for (StoredRows.DeploymentRow row : world.rows().deployments().values()) {
            world.rows()
                    .placements(row.id())
                    .forEach((place, placement) -> {
                        if (place.planeId().equals(plane.id()) && placement.replicas() > 0) {
                            findings.broken(
                                    this, "LEFT", row.id() + " on " + place + ": " + placement);
                        }
                    });
        }
    }
}
