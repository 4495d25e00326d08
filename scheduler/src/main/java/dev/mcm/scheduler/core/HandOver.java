package dev.mcm.scheduler.core;

import dev.mcm.state.deployment.WhenFull;
import dev.mcm.state.observed.ReplicaState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How replicas that serve where or as they should not, the predecessors, give way to those that
/// take over, the successors. It is the same for a new revision, another instance type, a rule, and
/// a plane that is drained; what it does follows from rows and what planes show alone, so it goes
/// on from wherever it stands.
///
/// - Successors are placed wherever there is room, with no more replicas than wanted and
///   `max_surge` ([DeploymentPlan#wanted()]).
/// - A ready predecessor goes when as many replicas as wanted, less `max_unavailable`, stay ready
///   on planes that are heard.
/// - One that is not ready may have become so since its plane was heard last: it goes when as many
///   others are left that are ready or no successors. It goes sooner when it has been in trouble
///   for too long, or when nothing of the deployment was seen ready and no successor is there yet.
/// - Where one goes and a successor is still missing that needs no more than it had, the successor
///   is placed in its room in the same decision, so that nobody else gets it.
/// - Where there is room for no successor, one predecessor more goes before its successor is ready,
///   if the rollout setting says so, and none while a successor is not ready: a revision that never
///   is stops there.
/// - As long as successors are missing, those go first in whose room one may start.
/// - When the deadline of a drain has passed, what is left on the plane goes.
final class HandOver {
    private final DeploymentPlan plan;
    private final ScaleDown order;

    HandOver(DeploymentPlan plan, ScaleDown order) {
        this.plan = plan;
        this.order = order;
    }

    /// Ends the predecessors that need not stay.
    void giveWay() {
        endAll(this::isPastDrain);
        endAll(cell -> isPredecessor(cell) && isUseless(cell));
        while (plan.counts().ready() > stay()) {
            Predicate<Cell> mayGo = cell -> isPredecessor(cell) && next(cell).ready();
            Optional<Cell> next =
                    plan.wanted() == 0
                            ? order.victim(mayGo)
                            : order.victim(mayGo.and(this::leavesRoom))
                                    .or(() -> order.victim(mayGo));
            if (next.isEmpty()) {
                return;
            }
            end(next.get());
        }
    }

    /// Ends predecessors whose successors find no other room than theirs.
    static void makeRoom(DeploymentPlan plan) {
        HandOver handOver = new HandOver(plan, new ScaleDown(plan));
        while (plan.wanted() > 0
                && plan.facts().rollout().whenFull() == WhenFull.REPLACE
                && plan.counts().unreadySuccessors() == 0) {
            Optional<Cell> next =
                    handOver.order.victim(cell ->
                            handOver.isPredecessor(cell)
                                    && handOver.leavesRoom(cell)
                                    && handOver.harmsNobody(cell));
            if (next.isEmpty()) {
                return;
            }
            handOver.end(next.get());
        }
    }

    private void endAll(Predicate<Cell> cells) {
        for (Optional<Cell> next = order.victim(cells);
                next.isPresent();
                next = order.victim(cells)) {
            end(next.get());
        }
    }

    /// A successor may start where it is.
    private boolean leavesRoom(Cell cell) {
        return hasRoom(cell) && successor(cell) != null;
    }

    /// Its successor is bound before it has left, wherever the plane likes.
    private boolean harmsNobody(Cell cell) {
        FleetPlane plane = plan.fleet().plane(cell.planeId());
        Cell successor = successor(cell);
        return plane != null
                && successor != null
                && plan.facts()
                        .spec()
                        .option(successor.instanceType())
                        .map(plan::footprint)
                        .filter(plane.capacity()::bears)
                        .isPresent();
    }

    /// Ends one there and puts its successor in its room.
    private void end(Cell cell) {
        boolean room = hasRoom(cell);
        Duration grace = grace(cell);
        plan.end(cell);
        if (room && plan.wanted() > 0) {
            Cell successor = successor(cell);
            if (successor != null) {
                plan.placeAfter(successor, grace);
            }
        }
    }

    private boolean isPredecessor(Cell cell) {
        return plan.standing(cell).predecessor();
    }

    /// It is not ready, and nothing is lost should it be.
    private boolean isUseless(Cell cell) {
        if (next(cell).ready()) {
            return false;
        }
        if (plan.counts().predecessors() + plan.counts().readySuccessors() > stay()) {
            return true;
        }
        return plan.standing(cell) == Standing.OUTDATED && (next(cell).aged() || plan.wasIdle());
    }

    /// Replicas that are to stay ready.
    private int stay() {
        return Math.max(0, plan.target() - plan.maxUnavailable());
    }

    private LedgerEntry next(Cell cell) {
        return order.next(cell);
    }

    /// It has a node, or the room that another leaves is held for it.
    private boolean hasRoom(Cell cell) {
        return next(cell).state() != ReplicaState.UNBOUND || awaitsRoom(cell);
    }

    /// The best option whose replica is sure to find room where one of that cell was; null = none.
    private @Nullable Cell successor(Cell cell) {
        FleetPlane plane = plan.fleet().plane(cell.planeId());
        Footprint had = room(cell);
        if (plane == null || had == null || !mayGrow(plane)) {
            return null;
        }
        return plan.facts().spec().options().stream()
                .filter(option -> had.covers(plan.footprint(option)))
                .filter(option -> !plan.isClosed(Cell.of(plane, option)))
                .findFirst()
                .map(option -> Cell.of(plane, option))
                .orElse(null);
    }

    /// That of one replica there; null = not known.
    private @Nullable Footprint room(Cell cell) {
        PlacedCell before = plan.stored(cell);
        return before == null ? null : before.footprint();
    }

    private boolean mayGrow(FleetPlane plane) {
        int most = plan.facts().spec().rules().mostOnOnePlane(plan.target());
        return plane.open()
                && plan.refusal(plane) == null
                && plan.counts().settledOnPlane(plane.id()) < most;
    }

    private boolean isPastDrain(Cell cell) {
        FleetPlane plane = plan.fleet().plane(cell.planeId());
        return isPredecessor(cell) && plane != null && plane.isPastDrain(plan.now());
    }

    private boolean awaitsRoom(Cell cell) {
        PlacedCell before = plan.stored(cell);
        return before != null && before.memory().grownAt().isAfter(plan.now());
    }

    /// How long a replica there may take to end.
    private Duration grace(Cell cell) {
        PlacedCell before = plan.stored(cell);
        DeploymentSpec own = before == null ? null : before.spec();
        return (own == null ? plan.facts().spec() : own).grace();
    }
}
