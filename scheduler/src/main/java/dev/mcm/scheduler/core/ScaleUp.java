package dev.mcm.scheduler.core;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where new replicas go: the best instance type that fits anywhere; among planes first those that
/// the spread rule still needs, then preferred regions and providers, then the plane with most
/// room, then by id.
final class ScaleUp {
    private final DeploymentPlan plan;
    private final DeploymentSpec spec;
    private final int mostOnOnePlane;

    private ScaleUp(DeploymentPlan plan) {
        this.plan = plan;
        this.spec = plan.facts().spec();
        this.mostOnOnePlane = spec.rules().mostOnOnePlane(plan.target());
    }

    /// Places as many of the wanted replicas as fit and takes them out of the planes' capacity.
    ///
    /// @return how many were placed
    static int apply(DeploymentPlan plan) {
        ScaleUp scaleUp = new ScaleUp(plan);
        int placed = 0;
        for (ShapeOption option : plan.facts().spec().options()) {
            if (plan.wanted() <= 0) {
                break;
            }
            placed += scaleUp.place(option);
        }
        return placed;
    }

    private int place(ShapeOption option) {
        Footprint footprint = spec.footprint(option);
        List<Plane> candidates =
                plan.fleet().planes().stream().filter(plane -> feasible(plane, footprint)).toList();
        int placed = 0;
        for (int wanted = plan.wanted(); wanted > 0; wanted--) {
            Plane plane = best(candidates, footprint);
            if (plane == null || !plane.capacity().take(footprint)) {
                break;
            }
            plan.add(new Cell(plane.id(), option.instanceType()), 1);
            placed++;
        }
        return placed;
    }

    private boolean feasible(Plane plane, Footprint footprint) {
        return plane.open()
                && plan.refusal(plane) == null
                && (plane.sharesGpus() || !footprint.shape().sharesGpu())
                && plane.capacity().fits(footprint) > 0;
    }

    private @Nullable Plane best(List<Plane> candidates, Footprint footprint) {
        boolean spreading = plan.planesInUse() < Math.min(spec.rules().minPlanes(), plan.target());
        Comparator<Plane> order =
                Comparator.<Plane, Boolean>comparing(
                                plane -> spreading && plan.settledOnPlane(plane.id()) > 0)
                        .thenComparingInt(plane -> plane.preference(spec.rules()))
                        .thenComparingInt(plane -> -plane.capacity().fits(footprint))
                        .thenComparing(Plane::id);
        return candidates.stream()
                .filter(plane ->
                        plan.settledOnPlane(plane.id()) < mostOnOnePlane
                                && plane.capacity().fits(footprint) > 0)
                .min(order)
                .orElse(null);
    }
}
