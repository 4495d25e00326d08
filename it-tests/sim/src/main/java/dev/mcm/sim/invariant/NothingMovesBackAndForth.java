package dev.mcm.sim.invariant;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.sim.input.Input;
import dev.mcm.sim.world.StoredRows;
import dev.mcm.sim.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class NothingMovesBackAndForth implements Invariant {
    /// Least time that a cell stays closed after replicas were given up there.
    private static final Duration PAUSE = Duration.ofSeconds(60);

    /// Pauses grow fivefold: more does not fit into the stillness at the end.
    private static final int MOST_RETURNS = 2;

    private record At(DeploymentId deployment, StoredRows.Place place) {}

    /// @param direction of the last change, 1 or -1
    /// @param givenUpAt when replicas were given up, if the last change did that
    /// @param returns how often it has grown after it had shrunk
    private record Course(int direction, Instant givenUpAt, int returns) {}

    private final Findings findings;
    private final Map<At, Course> courses = new HashMap<>();
    private final Map<At, Instant> closed = new HashMap<>();
    private final Map<DeploymentId, Integer> wanted = new HashMap<>();

    NothingMovesBackAndForth(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "While nothing happens, a cell that has shrunk grows again seldom, after pauses that"
                + " grow.";
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
        Cells cells = new Cells(world.rows(), snapshot, plan);
        for (DeploymentFacts facts : cells.changed()) {
            int desired = facts.desired() == null ? -1 : facts.desired();
            Integer before = wanted.put(facts.id(), desired);
            if (before != null && before != desired) {
                courses.keySet().removeIf(at -> at.deployment().equals(facts.id()));
            }
            Set<StoredRows.Place> givenUp = givenUp(plan, facts.id());
            cells.of(facts)
                    .forEach(cell -> turn(world, facts.id(), cell, givenUp.contains(cell.place())));
        }
    }

    /// Where the plan gives replicas up. What only stood in may be needed again at any time.
    private static Set<StoredRows.Place> givenUp(SchedulerPlan plan, DeploymentId deployment) {
        return plan.placements().stream()
                .filter(change ->
                        change.deploymentId().equals(deployment)
                                && change.reason() == PlacementReason.MOVED_OVERDUE)
                .map(StoredRows.Place::of)
                .collect(Collectors.toSet());
    }

    private void turn(World world, DeploymentId deployment, Cells.Cell cell, boolean givenUp) {
        int direction = Integer.signum(cell.has() - cell.had());
        if (direction == 0) {
            return;
        }
        At at = new At(deployment, cell.place());
        Course before = courses.get(at);
        Course next = next(before, direction, givenUp ? closedAt(at, world.now()) : Instant.MIN);
        courses.put(at, next);
        boolean back = next.returns() > (before == null ? 0 : before.returns());
        if (back && (next.returns() > MOST_RETURNS || isSoon(before, world.now()))) {
            findings.broken(this, "PING_PONG", deployment + " on " + cell);
        }
    }

    /// Those that are given up while the cell is closed count with the ones that closed it.
    private Instant closedAt(At at, Instant now) {
        return closed.merge(
                at, now, (before, _) -> now.minus(PAUSE).isBefore(before) ? before : now);
    }

    private static Course next(@Nullable Course before, int direction, Instant givenUpAt) {
        if (before == null) {
            return new Course(direction, givenUpAt, 0);
        }
        boolean back = before.direction() < direction;
        return new Course(direction, givenUpAt, before.returns() + (back ? 1 : 0));
    }

    private static boolean isSoon(@Nullable Course before, Instant now) {
        return before != null && now.minus(PAUSE).isBefore(before.givenUpAt());
    }
}
