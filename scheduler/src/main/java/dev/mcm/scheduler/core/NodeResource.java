package dev.mcm.scheduler.core;

/// What pods on one node take from each other.
enum NodeResource {
    /// Milli-cores.
    CPU(0),
    /// MiB.
    MEMORY(1),
    /// GPUs of which nothing is taken.
    GPU(2),
    /// Pods that the node takes.
    SLOT(3);

    private static final NodeResource[] ALL = values();

    private final int index;

    NodeResource(int index) {
        this.index = index;
    }

    /// Its place in an array of [#count()].
    int index() {
        return index;
    }

    static NodeResource[] all() {
        return ALL;
    }

    /// How many of them there are, for arrays by index.
    static int count() {
        return ALL.length;
    }

    /// Most that one pod of the shape takes; of a GPU that it shares, the whole.
    long asked(Shape shape) {
        return switch (this) {
            case CPU -> shape.cpuMilli();
            case MEMORY -> shape.memoryMib();
            case GPU -> shape.gpuCount();
            case SLOT -> 1;
        };
    }

    long free(FreeNode node) {
        return switch (this) {
            case CPU -> node.freeCpuMilli();
            case MEMORY -> node.freeMemoryMib();
            case GPU -> node.untouchedGpus();
            case SLOT -> node.freePodSlots();
        };
    }

    /// Most replicas of `loser` that one pod of `taker` costs on any node, by this resource alone.
    long loss(Shape taker, Shape loser) {
        long needed = asked(loser);
        if (needed == 0) {
            return 0;
        }
        if (this == GPU && loser.sharesGpu()) {
            long whole = (long) taker.gpuCount() * (Shape.WHOLE / loser.gpuMilli());
            return taker.sharesGpu() ? Math.ceilDiv(taker.gpuMilli(), loser.gpuMilli()) : whole;
        }
        return Math.ceilDiv(asked(taker), needed);
    }
}
