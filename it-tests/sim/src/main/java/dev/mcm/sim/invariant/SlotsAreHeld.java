package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.plane.Machine;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

final class SlotsAreHeld implements Invariant {
    /// A replica that has gone so that another one can come.
    ///
    /// @param replicas how many there were before
    private record Slot(PlaneId planeId, int priority, int replicas) {}

    private final Findings findings;
    private final Map<DeploymentId, Slot> held = new HashMap<>();

    SlotsAreHeld(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "The room that a replica has made for its successor is given to nobody else of no"
                + " higher priority.";
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : snapshot.deployments()) {
            Slot slot = held.get(facts.id());
            int total = total(cells, facts, Cells.Cell::has);
            if (slot != null && total >= Math.min(slot.replicas(), desired(facts))) {
                held.remove(facts.id());
            }
        }
        for (DeploymentFacts facts : cells.changed()) {
            int had = total(cells, facts, Cells.Cell::had);
            if (total(cells, facts, Cells.Cell::has) < Math.min(had, desired(facts))) {
                cells.of(facts).stream()
                        .filter(cell -> cell.lost() > 0 && mayStay(world, cells, facts, cell))
                        .filter(cell -> hasLeft(cells, facts, cell.place().planeId()))
                        .map(cell -> new Slot(cell.place().planeId(), facts.priority(), had))
                        .forEach(slot -> held.put(facts.id(), slot));
            }
        }
        cells.changed().forEach(facts -> look(world, cells, facts));
    }

    /// Its successor may be where it was.
    private static boolean mayStay(
            World world, Cells cells, DeploymentFacts facts, Cells.Cell cell) {
        StoredRows.PlaneRow plane = world.rows().planes().get(cell.place().planeId());
        return !cells.current(facts, cell)
                && world.rows().seen(facts.id(), cell.place()).ready() >= cell.had()
                && fitsInstead(world, facts, cell)
                && cells.allowed(facts, cell)
                && hasShareLeft(cells, facts, cell.place().planeId())
                && plane != null
                && !plane.draining()
                && !plane.cordoned();
    }

    private static boolean hasShareLeft(Cells cells, DeploymentFacts facts, PlaneId plane) {
        int there =
                cells.of(facts).stream()
                        .filter(cell -> cell.place().planeId().equals(plane))
                        .filter(cell -> cells.current(facts, cell))
                        .mapToInt(Cells.Cell::has)
                        .sum();
        return there < facts.spec().rules().mostOnOnePlane(desired(facts));
    }

    /// None that follows has taken the room in the same plan.
    private static boolean hasLeft(Cells cells, DeploymentFacts facts, PlaneId plane) {
        return cells.of(facts).stream()
                        .filter(cell -> cell.place().planeId().equals(plane))
                        .mapToInt(cell -> cell.has() - cell.had())
                        .sum()
                < 0;
    }

    private static boolean fitsInstead(World world, DeploymentFacts facts, Cells.Cell cell) {
        StoredRows.PlacementRow before = world.rows().placements(facts.id()).get(cell.place());
        if (before == null) {
            return false;
        }
        Shape had = world.rows().shape(facts.id(), cell.place(), before);
        return facts.spec().options().stream()
                .map(ShapeOption::shape)
                .anyMatch(next ->
                        next.gpuType().equals(had.gpuType())
                                && next.gpuCount() <= had.gpuCount()
                                && next.cpuMilli() <= had.cpuMilli()
                                && next.memoryMib() <= had.memoryMib());
    }

    private static int desired(DeploymentFacts facts) {
        Integer desired = facts.desired();
        return facts.active() && desired != null ? desired : 0;
    }

    private static int total(
            Cells cells, DeploymentFacts facts, ToIntFunction<Cells.Cell> counted) {
        return cells.of(facts).stream().mapToInt(counted).sum();
    }

    private void look(World world, Cells cells, DeploymentFacts facts) {
        for (Cells.Cell cell : cells.of(facts)) {
            if (cell.has() > cell.had()) {
                held.forEach((owner, slot) -> {
                    if (!owner.equals(facts.id())
                            && slot.planeId().equals(cell.place().planeId())
                            && slot.priority() >= facts.priority()
                            && needsIt(world, facts, cell, owner)) {
                        findings.broken(
                                this,
                                "GIVEN_AWAY",
                                "%s goes to %s, where %s has made room"
                                        .formatted(facts.id(), cell, owner));
                    }
                });
            }
        }
    }

    /// There is no machine that has room for both of them.
    private static boolean needsIt(
            World world, DeploymentFacts facts, Cells.Cell cell, DeploymentId owner) {
        StoredRows.DeploymentRow taker = world.rows().deployments().get(facts.id());
        StoredRows.DeploymentRow waiting = world.rows().deployments().get(owner);
        if (taker == null || waiting == null) {
            return false;
        }
        ShapeOption taken = taker.option(cell.place()).orElse(null);
        long fits =
                world.link(cell.place().planeId()).model().machines().stream()
                        .filter(machine -> fits(machine, waiting))
                        .count();
        return taken != null
                && taken.shape().gpuCount() > 0
                && fits <= 1
                && world.link(cell.place().planeId()).model().machines().stream()
                        .noneMatch(
                                machine -> machine.fits(taken.shape()) && !fits(machine, waiting));
    }

    private static boolean fits(Machine machine, StoredRows.DeploymentRow waiting) {
        return waiting.spec().options().stream().anyMatch(option -> machine.fits(option.shape()));
    }
}
