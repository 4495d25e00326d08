package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.type.v1.GpuOffer;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.Shape;
import java.util.Arrays;

/// A machine of the openb trace with what is free of it.
final class SeatedNode {
    private static final int WHOLE = 1000;
    private static final int POD_SLOTS = 110;

    private final String gpuType;
    private final int[] freeGpuMilli;
    private long freeCpu;
    private long freeMemory;
    private int slots = POD_SLOTS;

    SeatedNode(TraceNode node) {
        this.gpuType = node.gpuCount() == 0 ? "" : node.gpuType();
        this.freeGpuMilli = new int[node.gpuCount()];
        Arrays.fill(freeGpuMilli, WHOLE);
        this.freeCpu = node.cpuMilli();
        this.freeMemory = node.memoryMib();
    }

    String gpuType() {
        return gpuType;
    }

    /// Gives a replica a place; false when there is none.
    boolean take(Shape shape) {
        int perGpu = shape.getGpuMilli();
        boolean room =
                slots > 0
                        && freeCpu >= shape.getCpuMilli()
                        && freeMemory >= shape.getMemoryMib()
                        && (shape.getGpuCount() == 0 || gpuType.equals(shape.getGpuType()))
                        && gpusWith(perGpu) >= shape.getGpuCount();
        if (room) {
            slots--;
            freeCpu -= shape.getCpuMilli();
            freeMemory -= shape.getMemoryMib();
            takeGpus(shape.getGpuCount(), perGpu);
        }
        return room;
    }

    private long gpusWith(int milli) {
        return Arrays.stream(freeGpuMilli).filter(free -> free >= milli).count();
    }

    /// From the fullest that have room.
    private void takeGpus(int count, int milli) {
        for (int taken = 0; taken < count; taken++) {
            int best = -1;
            for (int i = 0; i < freeGpuMilli.length; i++) {
                if (freeGpuMilli[i] >= milli
                        && (best < 0 || freeGpuMilli[i] < freeGpuMilli[best])) {
                    best = i;
                }
            }
            freeGpuMilli[best] -= milli;
        }
    }

    /// What is free of it, as GSM tells it.
    NodeClass free() {
        NodeClass.Builder free =
                NodeClass.newBuilder()
                        .setNodeCount(1)
                        .setGpuType(gpuType)
                        .setFreeCpuMilli(freeCpu)
                        .setFreeMemoryMib(freeMemory)
                        .setFreePodSlots(slots);
        if (freeGpuMilli.length > 0) {
            free.setGpuOffer(GpuOffer.GPU_OFFER_BOTH);
        }
        Arrays.stream(freeGpuMilli)
                .map(milli -> -milli)
                .sorted()
                .forEach(milli -> free.addFreeGpuMilli(-milli));
        return free.build();
    }
}
