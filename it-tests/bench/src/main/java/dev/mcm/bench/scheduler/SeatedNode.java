package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.type.v1.GpuOffer;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /// A replica's place: what it has taken of the node.
    ///
    /// @param gpus by their place on the node
    record Seat(SeatedNode node, Shape shape, List<Integer> gpus) {
        /// Gives it back; once.
        void leave() {
            node.giveBack(this);
        }
    }

    /// Gives a replica a place; empty when there is none.
    Optional<Seat> take(Shape shape) {
        boolean room =
                slots > 0
                        && freeCpu >= shape.getCpuMilli()
                        && freeMemory >= shape.getMemoryMib()
                        && (shape.getGpuCount() == 0 || gpuType.equals(shape.getGpuType()))
                        && gpusWith(shape.getGpuMilli()) >= shape.getGpuCount();
        if (!room) {
            return Optional.empty();
        }
        slots--;
        freeCpu -= shape.getCpuMilli();
        freeMemory -= shape.getMemoryMib();
        return Optional.of(new Seat(this, shape, takeGpus(shape)));
    }

    private void giveBack(Seat seat) {
        slots++;
        freeCpu += seat.shape().getCpuMilli();
        freeMemory += seat.shape().getMemoryMib();
        seat.gpus().forEach(gpu -> freeGpuMilli[gpu] += seat.shape().getGpuMilli());
    }

    private long gpusWith(int milli) {
        return Arrays.stream(freeGpuMilli).filter(free -> free >= milli).count();
    }

    /// From the fullest that have room, each another.
    private List<Integer> takeGpus(Shape shape) {
        List<Integer> taken =
                IntStream.range(0, freeGpuMilli.length)
                        .filter(gpu -> freeGpuMilli[gpu] >= shape.getGpuMilli())
                        .boxed()
                        .sorted(Comparator.comparingInt(gpu -> freeGpuMilli[gpu]))
                        .limit(shape.getGpuCount())
                        .toList();
        taken.forEach(gpu -> freeGpuMilli[gpu] -= shape.getGpuMilli());
        return taken;
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
