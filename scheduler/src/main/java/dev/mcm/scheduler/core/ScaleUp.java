package dev.mcm.scheduler.core;

import java.util.ArrayList;
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
    static void apply(DeploymentPlan plan) {
        ScaleUp scaleUp = new ScaleUp(plan);
        for (ShapeOption option : plan.facts().spec().options()) {
            if (plan.wanted() <= 0) {
                break;
            }
            scaleUp.place(option);
        }
    }

    /// Places one replica more on a plane that has none yet, where that can show whether it is the
    /// application that fails.
    static void tryElsewhere(DeploymentPlan plan) {
        if (plan.trialWanted()) {
            ScaleUp scaleUp = new ScaleUp(plan);
            for (ShapeOption option : plan.facts().spec().options()) {
                List<Candidate> elsewhere =
                        scaleUp.candidates(option).stream()
                                .filter(candidate ->
                                        plan.counts().onPlane(candidate.planeId()) == 0)
                                .toList();
                Candidate best = scaleUp.best(elsewhere, false);
                if (best != null && best.take()) {
                    plan.place(best.cell(option));
                    return;
                }
            }
        }
    }

    private void place(ShapeOption option) {
        List<Candidate> candidates = candidates(option);
        int inUse = plan.counts().planesInUse();
        int spreadOver = Math.min(spec.rules().minPlanes(), plan.target());
        for (int wanted = plan.wanted(); wanted > 0; wanted--) {
            Candidate best = best(candidates, inUse < spreadOver);
            if (best == null || !best.take()) {
                break;
            }
            inUse += best.held() == 1 ? 1 : 0;
            plan.place(best.cell(option));
        }
    }

    private List<Candidate> candidates(ShapeOption option) {
        Footprint footprint = plan.footprint(option);
        List<Candidate> candidates = new ArrayList<>();
        for (FleetPlane plane : plan.fleet().planes()) {
            if (feasible(plane, footprint) && !plan.isClosed(Cell.of(plane, option))) {
                int preference = plane.preference(spec.rules());
                candidates.add(
                        new Candidate(
                                plane,
                                plan.facts().organization(),
                                footprint,
                                preference,
                                plan.counts().settledOnPlane(plane.id())));
            }
        }
        return candidates;
    }

    private boolean feasible(FleetPlane plane, Footprint footprint) {
        return plane.open()
                && plan.refusal(plane) == null
                && (plane.sharesGpus() || !footprint.shape().sharesGpu())
                && plane.fits(plan.facts().organization(), footprint) > 0
                && plan.fleet().kept().keptFrom(plan, plane, footprint.shape()) == null;
    }

    private @Nullable Candidate best(List<Candidate> candidates, boolean spreading) {
        Comparator<Candidate> order = spreading ? Candidate.NEW_FIRST : Candidate.BEST_FIRST;
        Candidate best = null;
        for (Candidate candidate : candidates) {
            boolean better = best == null || order.compare(candidate, best) < 0;
            if (better && candidate.open(mostOnOnePlane)) {
                best = candidate;
            }
        }
        return best;
    }
}
