package dev.mcm.scheduler.core;

/// What one replica needs on one node.
///
/// @param cpuMilli milli-cores
/// @param memoryMib MiB
/// @param gpuCount 0 = CPU only
/// @param gpuMilli share of each GPU in thousandths; below 1000 only for one GPU
/// @param gpuType model, empty when gpuCount is 0
public record Shape(long cpuMilli, long memoryMib, int gpuCount, int gpuMilli, String gpuType) {
    static final int WHOLE = 1000;

    public Shape {
        if (cpuMilli < 0 || memoryMib < 0 || gpuCount < 0) {
            throw new IllegalArgumentException(
                    "shape: %d milli-cores, %d MiB, %d GPUs (expected: none is negative)"
                            .formatted(cpuMilli, memoryMib, gpuCount));
        }
        boolean share = gpuMilli >= 1 && (gpuMilli == WHOLE || (gpuMilli < WHOLE && gpuCount == 1));
        if (gpuCount > 0 && !share) {
            throw new IllegalArgumentException(
                    "gpuMilli: %d of %d GPUs (expected: 1000, or 1 to 999 of one GPU)"
                            .formatted(gpuMilli, gpuCount));
        }
    }

    boolean sharesGpu() {
        return gpuCount > 0 && gpuMilli < WHOLE;
    }
}
