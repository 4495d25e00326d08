package dev.mcm.scheduler.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where one footprint fits on the nodes of a plane, as they are reported. Used by one thread.
final class NodeFit {
    private final Footprint footprint;
    private final List<NodeClass> classes;
    private final int[] fits;
    private final long losable;
    private final Map<NodeFit, PodCost> costs = new HashMap<>();
    private final @Nullable LossCurve[] curves = new LossCurve[NodeResource.count()];

    NodeFit(Footprint footprint, List<NodeClass> classes) {
        this.footprint = footprint;
        this.classes = classes;
        this.fits =
                classes.stream()
                        .mapToInt(nodes ->
                                nodes.node().tolerated(footprint.tolerations())
                                        ? nodes.node().replicas(footprint.shape())
                                        : 0)
                        .toArray();
        this.losable = smallest();
    }

    Footprint footprint() {
        return footprint;
    }

    /// Pods of the footprint that must be lost before fewer nodes take one than a replica has pods:
    /// for a replica of one pod all that fit, for a gang the smallest fits of the nodes that it can
    /// do without. 0 = it fits nowhere.
    long losable() {
        return losable;
    }

    private long smallest() {
        long[] ascending = new long[classes.size()];
        long usable = 0;
        for (int i = 0; i < ascending.length; i++) {
            ascending[i] = ((long) fits[i] << Integer.SIZE) | classes.get(i).nodes();
            usable += fits[i] > 0 ? classes.get(i).nodes() : 0;
        }
        Arrays.sort(ascending);
        long spared = Math.max(0, usable - footprint.nodeCount() + 1);
        long sum = 0;
        for (long entry : ascending) {
            long fit = entry >>> Integer.SIZE;
            if (fit > 0) {
                long taken = Math.min(spared, entry & 0xFFFF_FFFFL);
                sum += taken * fit;
                spared -= taken;
            }
        }
        return sum;
    }

    /// What pods of the other footprint can cost this one.
    PodCost cost(NodeFit taker) {
        PodCost known = costs.get(taker); // asked for far more often than made
        if (known == null) {
            known = new PodCost(taker, this);
            costs.put(taker, known);
        }
        return known;
    }

    /// Pods of this footprint that fit on nodes where one of the other could go.
    long sharedWith(NodeFit other) {
        long sum = 0;
        for (int i = 0; i < fits.length; i++) {
            sum += other.fits[i] > 0 ? (long) fits[i] * classes.get(i).nodes() : 0;
        }
        return sum;
    }

    /// Most pods of this footprint that are lost when others take so much of the resource.
    long lost(NodeResource resource, long amount) {
        LossCurve curve = curves[resource.index()];
        if (curve == null) {
            curve = curve(resource);
            curves[resource.index()] = curve;
        }
        return curve.lost(amount);
    }

    private LossCurve curve(NodeResource resource) {
        long needed = resource.asked(footprint.shape());
        List<LossCurve.Step> steps = new ArrayList<>();
        long least = Long.MAX_VALUE - 1;
        for (int i = 0; i < fits.length; i++) {
            if (fits[i] > 0) {
                NodeClass nodes = classes.get(i);
                long spare = resource.free(nodes.node()) - needed * fits[i];
                least = Math.min(least, spare);
                steps.addAll(LossCurve.steps(spare, fits[i], needed, nodes.nodes()));
            }
        }
        return LossCurve.of(steps, least, needed);
    }
}
