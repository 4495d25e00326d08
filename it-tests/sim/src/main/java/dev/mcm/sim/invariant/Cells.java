package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.PlacementRules;
import dev.mcm.scheduler.core.PlaneFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.AllowedPlanes;
import dev.mcm.shared.plane.PlaneSite;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A plan beside the snapshot that it was made from: every cell before and after.
final class Cells {
    private final Map<PlaneId, PlaneFacts> planes = new HashMap<>();
    private final Map<PlaneId, PlaneState> states = new HashMap<>();
    private final StoredRows rows;
    private final SchedulerSnapshot snapshot;
    private final Map<DeploymentId, List<CellChange>> changes = new HashMap<>();

    /// One cell of one deployment.
    record Cell(StoredRows.Place place, int had, int has) {
        int lost() {
            return Math.max(0, had - has);
        }
    }

    Cells(StoredRows rows, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        this.rows = rows;
        this.snapshot = snapshot;
        for (PlaneFacts plane : snapshot.planes()) {
            planes.put(plane.id(), plane);
            PlaneStateRow before = plane.previous();
            states.put(plane.id(), before == null ? PlaneState.PENDING : before.state());
        }
        plan.planeStates().forEach(status -> states.put(status.planeId(), status.state()));
        for (CellChange change : plan.placements()) {
            changes.computeIfAbsent(change.deploymentId(), _ -> new ArrayList<>()).add(change);
        }
    }

    /// Deployments whose rows the plan changes.
    List<DeploymentFacts> changed() {
        return snapshot.deployments().stream()
                .filter(facts -> changes.containsKey(facts.id()))
                .toList();
    }

    List<Cell> of(DeploymentFacts facts) {
        Map<StoredRows.Place, Integer> had = new HashMap<>();
        for (PlacedCell row : facts.placements()) {
            had.put(StoredRows.Place.of(row), row.replicas());
        }
        Map<StoredRows.Place, Integer> has = new HashMap<>(had);
        for (CellChange change : changes.getOrDefault(facts.id(), List.of())) {
            has.put(StoredRows.Place.of(change), change.replicas());
        }
        return has.entrySet().stream()
                .map(entry ->
                        new Cell(
                                entry.getKey(),
                                had.getOrDefault(entry.getKey(), 0),
                                entry.getValue()))
                .toList();
    }

    PlaneState state(Cell cell) {
        return states.getOrDefault(cell.place().planeId(), PlaneState.PENDING);
    }

    /// What it has is made as the deployment wants it now, on a plane where it may stay.
    boolean home(DeploymentFacts facts, Cell cell) {
        return current(facts, cell) && allowed(facts, cell) && !draining(cell);
    }

    boolean current(DeploymentFacts facts, Cell cell) {
        StoredRows.DeploymentRow row = rows.deployments().get(facts.id());
        return row != null && row.option(cell.place()).isPresent();
    }

    boolean draining(Cell cell) {
        StoredRows.PlaneRow plane = rows.planes().get(cell.place().planeId());
        return plane != null && plane.draining();
    }

    /// What is left there by its deadline is taken.
    boolean drainedBy(Cell cell, Instant now) {
        StoredRows.PlaneRow plane = rows.planes().get(cell.place().planeId());
        return plane != null
                && plane.draining()
                && plane.order() != null
                && plane.order().until() != null
                && !now.isBefore(plane.order().until());
    }

    boolean allowed(DeploymentFacts facts, Cell cell) {
        PlaneFacts plane = planes.get(cell.place().planeId());
        return plane != null
                && allows(facts.spec().rules(), plane.id(), plane.provider(), plane.region());
    }

    static boolean allows(PlacementRules rules, PlaneId plane, String provider, String region) {
        return new AllowedPlanes(
                        rules.requiredRegions(),
                        rules.requiredProviders(),
                        rules.allowedPlanes(),
                        rules.deniedPlanes())
                .refusal("", List.of(), new PlaneSite(plane.value(), provider, region, List.of()))
                .isEmpty();
    }
}
