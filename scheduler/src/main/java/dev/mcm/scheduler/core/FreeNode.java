package dev.mcm.scheduler.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is free on one node.
///
/// @param freeGpuMilli free share of each GPU in thousandths; kept largest first
/// @param freePodSlots pods that it still takes, or [#UNLIMITED]
/// @param taints with effect NoSchedule or NoExecute, "key=value:effect"
public record FreeNode(
        String gpuType,
        List<Integer> freeGpuMilli,
        long freeCpuMilli,
        long freeMemoryMib,
        int freePodSlots,
        List<String> taints) {
    /// Of a node whose limit of pods is not known.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// Fullest first, GPUs before CPU before memory, so that the first node that fits is the best
    /// fit. Total and consistent with equals.
    static final Comparator<FreeNode> FULLEST_FIRST =
            Comparator.comparingInt(FreeNode::freeGpuTotal)
                    .thenComparingLong(FreeNode::freeCpuMilli)
                    .thenComparingLong(FreeNode::freeMemoryMib)
                    .thenComparingInt(FreeNode::freePodSlots)
                    .thenComparing(FreeNode::gpuType)
                    .thenComparing(FreeNode::freeGpuMilli, FreeNode::compareLists)
                    .thenComparing(FreeNode::taints, FreeNode::compareLists);

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
        if (shape.gpuCount() > 0 && !shape.gpuType().equals(gpuType)) {
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

    private int gpuReplicas(Shape shape) {
        int shares = 0;
        for (int free : freeGpuMilli) {
            shares += free / shape.gpuMilli();
        }
        return shares / shape.gpuCount();
    }

    /// This node with one replica more; the shape must fit. A shared GPU is the fullest one that
    /// still has the room.
    FreeNode take(Shape shape) {
        List<Integer> gpus = freeGpuMilli;
        if (shape.gpuCount() > 0) {
            gpus = new ArrayList<>(freeGpuMilli);
            int taken = 0;
            for (int gpu = gpus.size() - 1; gpu >= 0 && taken < shape.gpuCount(); gpu--) {
                if (gpus.get(gpu) >= shape.gpuMilli()) {
                    gpus.set(gpu, gpus.get(gpu) - shape.gpuMilli());
                    taken++;
                }
            }
        }
        return new FreeNode(
                gpuType,
                gpus,
                freeCpuMilli - shape.cpuMilli(),
                freeMemoryMib - shape.memoryMib(),
                freePodSlots == UNLIMITED ? UNLIMITED : freePodSlots - 1,
                taints);
    }

    /// Free share that the GPU chosen by `take` keeps: the smaller, the tighter the fit.
    int leftoverOfSharedGpu(Shape shape) {
        for (int free : freeGpuMilli.reversed()) {
            if (free >= shape.gpuMilli()) {
                return free - shape.gpuMilli();
            }
        }
        return Integer.MAX_VALUE;
    }

    boolean tolerated(Tolerations tolerations) {
        return tolerations.tolerateAll(taints);
    }

    private static <T extends Comparable<T>> int compareLists(List<T> left, List<T> right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
