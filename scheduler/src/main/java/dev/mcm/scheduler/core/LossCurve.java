package dev.mcm.scheduler.core;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Most replicas that are lost when an amount of one resource is taken where it hurts most, as if
/// it could be cut as finely as one likes: an upper bound, from what each node has beyond the
/// replicas that fit there. Concave. Immutable.
final class LossCurve {
    /// Lets no replica be missed for a rounding error.
    private static final double EPSILON = 1e-6;

    private final double[] amounts;
    private final double[] losses;

    /// Replicas that can be lost at the same price.
    ///
    /// @param price amount per replica
    record Step(double price, double replicas) {}

    private final long first;
    private final long needed;

    private LossCurve(List<Step> steps, long spare, long needed) {
        this.first = spare + 1;
        this.needed = needed;
        amounts = new double[steps.size() + 1];
        losses = new double[steps.size() + 1];
        List<Step> cheapestFirst =
                steps.stream().sorted(Comparator.comparingDouble(Step::price)).toList();
        for (int i = 0; i < cheapestFirst.size(); i++) {
            Step step = cheapestFirst.get(i);
            amounts[i + 1] = amounts[i] + step.price() * step.replicas();
            losses[i + 1] = losses[i] + step.replicas();
        }
    }

    /// @param spare least that a node has beyond the replicas that fit there
    /// @param needed what one replica needs
    static LossCurve of(List<Step> steps, long spare, long needed) {
        return new LossCurve(steps, spare, needed);
    }

    /// The steps of nodes with `spare` of the resource beyond the `fits` replicas, each of which
    /// needs `needed`: the first replica is lost with one unit more than `spare`, each further one
    /// with `needed` more.
    static List<Step> steps(long spare, int fits, long needed, int nodes) {
        double first = spare + 1.0;
        double rest = (double) (fits - 1) * needed;
        if (first > needed) {
            return List.of(new Step((first + rest) / fits, (double) fits * nodes));
        }
        Step cheap = new Step(first, nodes);
        return fits == 1
                ? List.of(cheap)
                : List.of(cheap, new Step(needed, (double) (fits - 1) * nodes));
    }

    /// Replicas that are lost at most, rounded down: a part of one is none. Where the first one on
    /// a node costs more than a further one, at least one first has to be paid for.
    long lost(long amount) {
        if (amount < first) {
            return 0;
        }
        long lost = (long) (interpolated(amount) + EPSILON);
        return first < needed ? lost : Math.min(lost, 1 + (amount - first) / needed);
    }

    private double interpolated(long amount) {
        int at = Arrays.binarySearch(amounts, (double) amount);
        if (at >= 0) {
            return losses[at];
        }
        int above = -at - 1;
        if (above == amounts.length) {
            return losses[above - 1];
        }
        double share = (amount - amounts[above - 1]) / (amounts[above] - amounts[above - 1]);
        return losses[above - 1] + share * (losses[above] - losses[above - 1]);
    }
}
