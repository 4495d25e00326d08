package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;

/// A machine of a plane as it was bought.
///
/// @param gpuType empty when it has none
/// @param podSlots most pods that its kubelet runs
public record MachineSpec(
        String name, String gpuType, int gpus, long cpuMilli, long memoryMib, int podSlots) {
    /// Empty, it has room for it.
    public boolean holds(Shape shape) {
        return shape.cpuMilli() <= cpuMilli
                && shape.memoryMib() <= memoryMib
                && (shape.gpuCount() == 0
                        || (shape.gpuType().equals(gpuType) && shape.gpuCount() <= gpus));
    }
}
