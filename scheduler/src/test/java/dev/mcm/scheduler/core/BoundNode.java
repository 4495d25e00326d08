package dev.mcm.scheduler.core;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One node as a plane's own scheduler sees it. Counts for itself, apart from the cores. Mutable.
final class BoundNode {
    private final FreeNode reported;
    private final int[] gpus;
    private long cpu;
    private long memory;
    private long slots;

    BoundNode(FreeNode reported) {
        this.reported = reported;
        this.gpus = reported.freeGpuMilli().stream().mapToInt(Integer::intValue).toArray();
        this.cpu = reported.freeCpuMilli();
        this.memory = reported.freeMemoryMib();
        this.slots = reported.freePodSlots();
    }

    static List<BoundNode> of(List<NodeClass> classes) {
        List<BoundNode> nodes = new ArrayList<>();
        for (NodeClass same : classes) {
            IntStream.range(0, same.nodes()).forEach(_ -> nodes.add(new BoundNode(same.node())));
        }
        return nodes;
    }

    boolean fits(Footprint pod) {
        Shape shape = pod.shape();
        return reported.tolerated(pod.tolerations())
                && slots >= 1
                && cpu >= shape.cpuMilli()
                && memory >= shape.memoryMib()
                && (shape.gpuCount() == 0
                        || (shape.gpuType().equals(reported.gpuType())
                                && gpusFor(shape).size() >= shape.gpuCount()));
    }

    /// GPUs of which a pod could have one.
    List<Integer> gpusFor(Shape shape) {
        return IntStream.range(0, gpus.length)
                .filter(gpu -> gpus[gpu] >= shape.gpuMilli())
                .boxed()
                .toList();
    }

    /// @param first which of the GPUs that fit it has first
    void take(Shape shape, int first) {
        move(shape, choice(shape, first), -1);
    }

    List<Integer> choice(Shape shape, int first) {
        List<Integer> possible = gpusFor(shape);
        return IntStream.range(0, shape.gpuCount())
                .mapToObj(i -> possible.get((first + i) % possible.size()))
                .toList();
    }

    void move(Shape shape, List<Integer> chosen, int sign) {
        chosen.forEach(gpu -> gpus[gpu] += sign * shape.gpuMilli());
        cpu += sign * shape.cpuMilli();
        memory += sign * shape.memoryMib();
        slots += sign;
    }

    /// As kube-scheduler's NodeResourcesFit, cpu and memory, of what was reported.
    double leastAllocated() {
        return (double) cpu / Math.max(1, reported.freeCpuMilli())
                + (double) memory / Math.max(1, reported.freeMemoryMib());
    }

    int freeGpuMilli() {
        return IntStream.of(gpus).sum();
    }

    /// What is free now.
    FreeNode now() {
        return new FreeNode(
                reported.gpuType(),
                IntStream.of(gpus).boxed().toList(),
                cpu,
                memory,
                (int) slots,
                reported.taints());
    }
}
