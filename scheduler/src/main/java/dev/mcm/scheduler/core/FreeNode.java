package dev.mcm.scheduler.core;

import java.util.Comparator;
import java.util.List;

/// What is free on one node.
///
/// @param offer in which resources it gives out its GPUs
/// @param freeGpuMilli free share of each GPU in thousandths; kept largest first
/// @param freePodSlots pods that it still takes, or [#UNLIMITED]
/// @param taints with effect NoSchedule or NoExecute, "key=value:effect"
public record FreeNode(
        String gpuType,
        GpuOffer offer,
        List<Integer> freeGpuMilli,
        long freeCpuMilli,
        long freeMemoryMib,
        int freePodSlots,
        List<String> taints) {
    /// Of a node whose limit of pods is not known.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// A node that gives out its GPUs in any way.
    public FreeNode(
            String gpuType,
            List<Integer> freeGpuMilli,
            long freeCpuMilli,
            long freeMemoryMib,
            int freePodSlots,
            List<String> taints) {
        this(
                gpuType,
                GpuOffer.ANY,
                freeGpuMilli,
                freeCpuMilli,
                freeMemoryMib,
                freePodSlots,
                taints);
    }

    public FreeNode {
        freeGpuMilli =
                freeGpuMilli.stream()
                        .map(free -> Math.max(0, free))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        freeCpuMilli = Math.max(0, freeCpuMilli);
        freeMemoryMib = Math.max(0, freeMemoryMib);
        freePodSlots = Math.max(0, freePodSlots);
        taints = taints.stream().sorted().toList();
    }

    int freeGpuTotal() {
        int total = 0;
        for (int free : freeGpuMilli) {
            total += free;
        }
        return total;
    }

    /// How many replicas of the shape fit on this node, taints aside.
    int replicas(Shape shape) {
        return Math.min(freePodSlots, replicasBySize(shape));
    }

    /// The same, were there no limit of pods.
    int replicasBySize(Shape shape) {
        if (!hasGpusFor(shape)) {
            return 0;
        }
        long fit = Integer.MAX_VALUE;
        if (shape.cpuMilli() > 0) {
            fit = Math.min(fit, freeCpuMilli / shape.cpuMilli());
        }
        if (shape.memoryMib() > 0) {
            fit = Math.min(fit, freeMemoryMib / shape.memoryMib());
        }
        if (shape.gpuCount() > 0 && fit > 0) {
            fit = Math.min(fit, gpuReplicas(shape));
        }
        return (int) fit;
    }

    /// It has the GPU model and gives it out in the way the shape asks for, free or not.
    boolean hasGpusFor(Shape shape) {
        return shape.gpuCount() == 0 || (shape.gpuType().equals(gpuType) && offer.suits(shape));
    }

    private int gpuReplicas(Shape shape) {
        int shares = 0;
        for (int free : freeGpuMilli) {
            shares += free / shape.gpuMilli();
        }
        return shares / shape.gpuCount();
    }

    /// GPUs of which nothing is taken.
    int untouchedGpus() {
        return (int) freeGpuMilli.stream().filter(free -> free >= Shape.WHOLE).count();
    }

    boolean tolerated(Tolerations tolerations) {
        return tolerations.tolerateAll(taints);
    }
}
