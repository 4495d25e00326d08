package dev.mcm.testkit.plane;

import java.util.List;

/// A machine of a simulated plane.
///
/// @param gpuType model of the node's GPUs; empty when it has none
/// @param sharedGpus whether pods may take shares of a GPU (`mcm.dev/gpu-milli`) beside whole ones
public record SimulatedNode(
        String name,
        int cpuMilli,
        long memoryMib,
        int gpuCount,
        String gpuType,
        boolean sharedGpus,
        List<Taint> taints) {

    /// Keeps pods away that do not tolerate it.
    ///
    /// @param effect `NoSchedule`, `PreferNoSchedule` or `NoExecute`
    public record Taint(String key, String value, String effect) {}

    public SimulatedNode {
        taints = List.copyOf(taints);
        if (cpuMilli < 1 || memoryMib < 1) {
            throw new IllegalArgumentException(
                    "node "
                            + name
                            + ": "
                            + cpuMilli
                            + " thousandths of a cpu, "
                            + memoryMib
                            + " MiB (expected: at least 1 of each)");
        }
        if (gpuCount < 0 || (gpuCount > 0 && gpuType.isEmpty())) {
            throw new IllegalArgumentException(
                    "node "
                            + name
                            + ": "
                            + gpuCount
                            + " GPUs of type '"
                            + gpuType
                            + "' (expected: a type where the count is positive)");
        }
    }

    /// A node without GPUs.
    public static SimulatedNode cpu(String name, int cores, long memoryGib) {
        return new SimulatedNode(name, cores * 1000, memoryGib * 1024, 0, "", false, List.of());
    }

    /// A node whose GPUs are given out whole.
    public static SimulatedNode gpu(String name, String gpuType, int gpuCount) {
        return new SimulatedNode(
                name,
                12_000 * gpuCount,
                128L * 1024 * gpuCount,
                gpuCount,
                gpuType,
                false,
                List.of());
    }

    /// A node of any size, its GPUs given out whole.
    ///
    /// @param gpuType empty when there are no GPUs
    public static SimulatedNode of(
            String name, long cpuMilli, long memoryMib, int gpuCount, String gpuType) {
        return new SimulatedNode(
                name, Math.toIntExact(cpuMilli), memoryMib, gpuCount, gpuType, false, List.of());
    }

    /// The same node with shared GPUs.
    public SimulatedNode shared() {
        return new SimulatedNode(name, cpuMilli, memoryMib, gpuCount, gpuType, true, taints);
    }

    public SimulatedNode tainted(Taint... added) {
        return new SimulatedNode(
                name, cpuMilli, memoryMib, gpuCount, gpuType, sharedGpus, List.of(added));
    }
}
