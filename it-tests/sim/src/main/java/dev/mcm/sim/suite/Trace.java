package dev.mcm.sim.suite;

import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.Watcher;
import dev.mcm.sim.world.World;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What happened in a run and what was decided, line by line.
final class Trace implements Watcher {
    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void onInput(World world, Input input) {
        add(world, input.toString());
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        for (PlaneStateRow status : plan.planeStates()) {
            add(
                    world,
                    "  scheduler: %s is %s: %s"
                            .formatted(status.planeId(), status.state(), status.message()));
        }
        for (CellChange change : plan.placements()) {
            add(
                    world,
                    "  scheduler: %s on %s as %s: %d, %s; shown %s"
                            .formatted(
                                    change.deploymentId(),
                                    change.planeId(),
                                    change.instanceType(),
                                    change.replicas(),
                                    change.reason(),
                                    shown(world, change)));
        }
    }

    private static List<String> shown(World world, CellChange change) {
        return world
                .rows()
                .shown(change.deploymentId(), StoredRows.Place.of(change))
                .orElse(List.of())
                .stream()
                .map(group -> group.count() + " " + group.state())
                .toList();
    }

    @Override
    public void onTargets(World world, List<TargetChange> changes) {
        for (TargetChange change : changes) {
            add(
                    world,
                    "  autoscaler: %s wants %d, %s: %s"
                            .formatted(
                                    change.deploymentId(),
                                    change.desired(),
                                    change.reason(),
                                    change.message()));
        }
    }

    @Override
    public void atEnd(World world) {
        for (StoredRows.DeploymentRow row : world.rows().deployments().values()) {
            add(
                    world,
                    "%s: %s, placed %s, %d ready"
                            .formatted(
                                    row.id(),
                                    world.rows().target(row.id()),
                                    world.rows().placements(row.id()),
                                    world.serving(row.id())));
        }
    }

    private void add(World world, String line) {
        Duration at = Duration.between(ManualTime.START, world.now());
        lines.add("%9.3f s  %s".formatted(at.toMillis() / 1000.0, line));
    }
}
