package dev.mcm.scheduler.core;

import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the replicas of one deployment stand where they are, while a plan is made. For one thread.
final class Standings {
    private final DeploymentFacts facts;
    private final Fleet fleet;
    private final Map<Cell, Standing> known = new HashMap<>();

    Standings(DeploymentFacts facts, Fleet fleet) {
        this.facts = facts;
        this.fleet = fleet;
    }

    Standing of(Cell cell) {
        return known.computeIfAbsent(cell, this::judge);
    }

    private Standing judge(Cell cell) {
        FleetPlane plane = fleet.plane(cell.planeId());
        if (plane == null || plane.state() == PlaneState.LOST) {
            return Standing.LOST;
        }
        if (plane.state() != PlaneState.LIVE || plane.identity().isStranger()) {
            return Standing.HELD;
        }
        return heard(cell, plane);
    }

    private Standing heard(Cell cell, FleetPlane plane) {
        if (refusal(plane) != null) {
            return Standing.REFUSED;
        }
        if (plane.draining()) {
            return Standing.DRAINING;
        }
        if (!facts.isCurrent(cell)) {
            return Standing.OUTDATED;
        }
        return plane.cordoned() ? Standing.CORDONED : Standing.SETTLED;
    }

    /// It is held, and would be a predecessor on a plane that is heard.
    boolean isHeldPredecessor(Cell cell) {
        FleetPlane plane = fleet.plane(cell.planeId());
        return plane != null && of(cell) == Standing.HELD && heard(cell, plane).predecessor();
    }

    /// The deployment or its organisation does not allow them there, whether the plane is heard or
    /// not.
    boolean isRefused(Cell cell) {
        FleetPlane plane = fleet.plane(cell.planeId());
        return plane != null && plane.state() != PlaneState.LOST && refusal(plane) != null;
    }

    @Nullable VerdictReason refusal(FleetPlane plane) {
        return plane.refusal(
                        facts.organization(), facts.organizationRegions(), facts.spec().rules())
                .orElse(null);
    }
}
