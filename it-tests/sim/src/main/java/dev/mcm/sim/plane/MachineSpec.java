package dev.mcm.sim.plane;

/// A machine of a plane as it was bought.
///
/// @param gpuType empty when it has none
/// @param podSlots most pods that its kubelet runs
public record MachineSpec(
        String name, String gpuType, int gpus, long cpuMilli, long memoryMib, int podSlots) {}
