package dev.mcm.scheduler.core;

/// What a quota limits, and what a replica takes of it.
public enum QuotaResource {
    PODS("pods"),
    CPU_MILLI("milli-cores"),
    MEMORY_MIB("MiB of memory"),
    GPU("whole GPUs"),
    GPU_MILLI("thousandths of shared GPUs");

    private final String unit;

    QuotaResource(String unit) {
        this.unit = unit;
    }

    /// "64 whole GPUs".
    String amount(long number) {
        return number + " " + unit;
    }

    /// What one pod of the shape takes.
    long of(Shape shape) {
        return switch (this) {
            case PODS -> 1;
            case CPU_MILLI -> shape.cpuMilli();
            case MEMORY_MIB -> shape.memoryMib();
            case GPU -> shape.sharesGpu() ? 0 : shape.gpuCount();
            case GPU_MILLI -> shape.sharesGpu() ? shape.gpuMilli() : 0;
        };
    }
}
