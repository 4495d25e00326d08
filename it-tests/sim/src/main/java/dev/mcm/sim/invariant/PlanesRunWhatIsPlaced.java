package dev.mcm.sim.invariant;

import dev.mcm.sim.plane.Pod;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;

final class PlanesRunWhatIsPlaced implements Invariant {
    private final Findings findings;

    PlanesRunWhatIsPlaced(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "In the end no plane runs what is not placed there, and nothing deleted is left.";
    }

    @Override
    public void atEnd(World world) {
        for (PlaneLink link : world.links().values()) {
            for (Pod pod : link.model().pods()) {
                StoredRows.Place place = StoredRows.Place.of(link.id(), pod.workload());
                StoredRows.PlacementRow row =
                        world.rows().placements(pod.workload().deploymentId()).get(place);
                boolean placed = row != null && row.replicas() > 0;
                if (!placed) {
                    findings.broken(this, "LEFT_OVER", pod.workload() + " on " + link.id());
                }
            }
        }
        for (StoredRows.DeploymentRow row : world.rows().deployments().values()) {
            if (!row.active()) {
                findings.broken(this, "NOT_ENDED", row.id().value());
            }
        }
    }
}
