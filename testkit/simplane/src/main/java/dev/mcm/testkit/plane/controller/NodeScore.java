package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.PlaneBinder;
import java.util.Collection;

/// How good a node is for a pod that fits there, by the plane's binder: more is better. Pure.
final class NodeScore {
    private static final int PERCENT = 100;

    private final PlaneBinder binder;
    private double cpu = 1;
    private double memory = 1;
    private double gpuMilli = 1;

    NodeScore(PlaneBinder binder, Collection<NodeSlots> nodes) {
        this.binder = binder;
        for (NodeSlots node : nodes) {
            cpu = Math.max(cpu, (double) node.cpuMilli());
            memory = Math.max(memory, (double) node.memoryBytes());
            gpuMilli = Math.max(gpuMilli, node.gpus() * (double) PlaneNames.GPU_MILLI_PER_GPU);
        }
    }

    double of(PodRequest request, NodeSlots node) {
        return switch (binder) {
            case SPREADING -> leastAllocated(request, node);
            case PACKING -> -left(request, node);
        };
    }

    /// kube-scheduler counts in whole numbers, so that nearly equal nodes are equal.
    private static long leastAllocated(PodRequest request, NodeSlots node) {
        long freeCpu = percent(node.freeCpuMilli() - request.cpuMilli(), node.cpuMilli());
        long freeMemory =
                percent(node.freeMemoryBytes() - request.memoryBytes(), node.memoryBytes());
        return (freeCpu + freeMemory) / 2;
    }

    private static long percent(long free, long all) {
        return all == 0 ? 0 : free * PERCENT / all;
    }

    private double left(PodRequest request, NodeSlots node) {
        long taken = (long) request.gpus() * PlaneNames.GPU_MILLI_PER_GPU + request.gpuMilli();
        return (double) (node.freeCpuMilli() - request.cpuMilli()) / cpu
                + (double) (node.freeMemoryBytes() - request.memoryBytes()) / memory
                + (double) (node.freeGpuMilli() - taken) / gpuMilli;
    }
}
