package dev.mcm.local.trace;

/// A node of the openb cluster (alibaba/clusterdata, cluster-trace-gpu-v2023).
///
/// @param name node's serial number
/// @param cpuMilli CPU in milli-cores
/// @param memoryMib memory in MiB
/// @param gpuCount GPUs
/// @param gpuType GPU model; empty when there is none
public record TraceNode(String name, long cpuMilli, long memoryMib, int gpuCount, String gpuType) {
    static TraceNode fromRow(TraceRow row) {
        return new TraceNode(
                row.text("sn"),
                row.number("cpu_milli"),
                row.number("memory_mib"),
                row.integer("gpu"),
                row.text("model"));
    }
}
