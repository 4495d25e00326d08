package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class NothingMovesBackAndForth implements Invariant {
    private record At(DeploymentId deployment, StoredRows.Place place) {}

    /// @param direction of the last change, 1 or -1
    private record Course(int direction, int turns) {}

    private final Findings findings;
    private final Map<At, Course> courses = new HashMap<>();
    private final Map<DeploymentId, Integer> wanted = new HashMap<>();

    NothingMovesBackAndForth(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "While nothing happens, a cell does not grow, shrink and grow again.";
    }

    @Override
    public void onInput(World world, Input input) {
        courses.clear();
    }

    @Override
    public void onPlan(World world, SchedulerSnapshot snapshot, SchedulerPlan plan) {
        if (!plan.planeStates().isEmpty()) {
            courses.clear();
        }
        Cells cells = new Cells(snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            int desired = facts.desired() == null ? -1 : facts.desired();
            Integer before = wanted.put(facts.id(), desired);
            if (before != null && before != desired) {
                courses.keySet().removeIf(at -> at.deployment().equals(facts.id()));
            }
            cells.of(facts).forEach(cell -> turn(facts.id(), cell));
        }
    }

    private void turn(DeploymentId deployment, Cells.Cell cell) {
        int direction = Integer.signum(cell.has() - cell.had());
        if (direction == 0) {
            return;
        }
        At at = new At(deployment, cell.place());
        Course course = next(courses.get(at), direction);
        courses.put(at, course);
        if (course.turns() >= 2) {
            findings.broken(this, "PING_PONG", deployment + " on " + cell);
        }
    }

    private static Course next(@Nullable Course before, int direction) {
        if (before == null) {
            return new Course(direction, 0);
        }
        boolean turned = before.direction() != direction;
        return new Course(direction, before.turns() + (turned ? 1 : 0));
    }
}
