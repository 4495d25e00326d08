package dev.mcm.scheduler.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Which replicas go.
///
/// When fewer are wanted: those that fail, then those without a node, then those that start; of the
/// ready ones those on cordoned planes, from the least preferred plane, from the plane with most,
/// the newest. Ready ones stay as long as no more of them are ready than wanted, and so do replicas
/// on planes that are not heard: neither stands in for the other.
///
/// When others stand in for them: those on lost planes as soon as others have a place; those that
/// are overdue when as many others are ready; for predecessors see [HandOver].
final class ScaleDown {
    private final DeploymentPlan plan;

    ScaleDown(DeploymentPlan plan) {
        this.plan = plan;
    }

    /// What goes can be the reason for another to go, so it is looked again until none does.
    static void apply(DeploymentPlan plan) {
        ScaleDown scaleDown = new ScaleDown(plan);
        HandOver handOver = new HandOver(plan, scaleDown);
        int before;
        do {
            before = plan.moves();
            scaleDown.fewer();
            scaleDown.leaveLostPlanes();
            scaleDown.leaveForReadyOnes();
            handOver.giveWay();
        } while (plan.moves() > before);
    }

    private void fewer() {
        int goal = plan.mostInPlace();
        while (plan.inPlace() > goal) {
            boolean readyOnesMayGo = plan.counts().ready() > plan.target();
            Predicate<Cell> mayGo =
                    cell -> plan.standing(cell).home() && (!next(cell).ready() || readyOnesMayGo);
            Optional<Cell> victim =
                    victim(mayGo.and(cell -> !next(cell).overdue())).or(() -> victim(mayGo));
            if (victim.isEmpty() && plan.counts().count(Standing.HELD) > goal) {
                victim = victim(cell -> plan.standing(cell) == Standing.HELD);
            }
            if (victim.isEmpty()) {
                return;
            }
            plan.end(victim.get());
        }
    }

    private void leaveLostPlanes() {
        while (plan.counts().count(Standing.LOST) > 0
                && plan.counts().settled()
                                + plan.counts().predecessors()
                                + plan.counts().count(Standing.LOST)
                        > plan.target()) {
            plan.end(
                    victim(cell -> plan.standing(cell) == Standing.LOST)
                            .orElseThrow(this::noneLeft));
        }
    }

    private void leaveForReadyOnes() {
        while (plan.counts().overdue() > Math.max(0, plan.target() - plan.counts().ready())) {
            plan.end(overdue().orElseThrow(this::noneLeft));
        }
        while (plan.fewerWanted()
                && plan.counts().overdue() > 0
                && plan.counts().overdue() + plan.counts().settled() - plan.placedNow()
                        > plan.target()) {
            plan.end(overdue().orElseThrow(this::noneLeft));
        }
    }

    private Optional<Cell> overdue() {
        return victim(cell -> plan.standing(cell).home() && plan.ledger(cell).overdue() > 0);
    }

    private IllegalStateException noneLeft() {
        return new IllegalStateException("no replicas left to take from " + plan.facts().id());
    }

    /// The one that goes next of those whose cells are candidates.
    Optional<Cell> victim(Predicate<Cell> candidates) {
        return plan.ledgers().entrySet().stream()
                .filter(entry -> entry.getValue().count() > 0)
                .map(Map.Entry::getKey)
                .filter(candidates)
                .min(order());
    }

    /// The replica that would go from that cell.
    LedgerEntry next(Cell cell) {
        return plan.ledger(cell).next();
    }

    private Comparator<Cell> order() {
        return Comparator.<Cell>comparingInt(cell -> next(cell).firstToGo())
                .thenComparing(this::troubledSince, Comparator.reverseOrder())
                .thenComparing(plan::standing)
                .thenComparing(this::neededForSpread)
                .thenComparing(this::preference, Comparator.reverseOrder())
                .thenComparing(
                        cell -> plan.counts().onPlane(cell.planeId()), Comparator.reverseOrder())
                .thenComparing(this::optionIndex, Comparator.reverseOrder())
                .thenComparing(cell -> next(cell).since(), Comparator.reverseOrder())
                .thenComparing(Comparator.reverseOrder());
    }

    /// What was tried last in vain goes first: so what stands in goes before what it stands in for.
    private Instant troubledSince(Cell cell) {
        LedgerEntry next = next(cell);
        return next.aged() ? next.since() : Instant.MIN;
    }

    private boolean neededForSpread(Cell cell) {
        int needed = Math.min(plan.facts().spec().rules().minPlanes(), plan.target());
        return plan.counts().onPlane(cell.planeId()) == 1 && plan.counts().planesInUse() <= needed;
    }

    private int preference(Cell cell) {
        FleetPlane plane = plan.fleet().plane(cell.planeId());
        return plane == null ? Integer.MAX_VALUE : plane.preference(plan.facts().spec().rules());
    }

    private int optionIndex(Cell cell) {
        DeploymentSpec spec = plan.facts().spec();
        return spec.option(cell.instanceType())
                .map(spec.options()::indexOf)
                .orElse(Integer.MAX_VALUE);
    }
}
