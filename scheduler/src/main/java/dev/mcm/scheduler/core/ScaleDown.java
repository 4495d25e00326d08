package dev.mcm.scheduler.core;

import java.util.Comparator;
import java.util.Map;

/// Which replicas go when fewer are wanted: those on lost planes, then where they are no longer
/// allowed, then on cordoned planes, then pods that are not running yet, then from the least
/// preferred plane, then from the plane with most.
final class ScaleDown {
    private final DeploymentPlan plan;

    private ScaleDown(DeploymentPlan plan) {
        this.plan = plan;
    }

    /// Takes away what is above the target: after places were found for displaced replicas, these.
    static void apply(DeploymentPlan plan) {
        ScaleDown scaleDown = new ScaleDown(plan);
        for (int excess = plan.total() - plan.target(); excess > 0; excess--) {
            plan.add(scaleDown.victim(), -1);
        }
    }

    private Cell victim() {
        return plan.replicas().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .min(order())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no replicas left to take from " + plan.facts().id()));
    }

    private Comparator<Cell> order() {
        return Comparator.comparing(plan::standing)
                .thenComparing(this::neededForSpread)
                .thenComparing(cell -> plan.unboundPods(cell) == 0)
                .thenComparing(this::preference, Comparator.reverseOrder())
                .thenComparing(cell -> plan.onPlane(cell.planeId()), Comparator.reverseOrder())
                .thenComparing(this::optionIndex, Comparator.reverseOrder())
                .thenComparing(Comparator.reverseOrder());
    }

    private boolean neededForSpread(Cell cell) {
        int needed = Math.min(plan.facts().spec().rules().minPlanes(), plan.target());
        return plan.onPlane(cell.planeId()) == 1 && plan.planesInUse() <= needed;
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
