package dev.mcm.local.trace;

import java.util.List;

/// A task submitted to the openb cluster (alibaba/clusterdata, cluster-trace-gpu-v2023).
///
/// @param name task's name
/// @param cpuMilli CPU request in milli-cores
/// @param memoryMib memory request in MiB
/// @param gpuCount GPUs requested
/// @param gpuMilli share of each GPU in thousandths; 0 when no GPU is requested
/// @param gpuTypes allowed GPU models; empty = any
public record TraceTask(
        String name,
        long cpuMilli,
        long memoryMib,
        int gpuCount,
        int gpuMilli,
        List<String> gpuTypes) {
    static TraceTask fromRow(TraceRow row) {
        String spec = row.text("gpu_spec");
        return new TraceTask(
                row.text("name"),
                row.number("cpu_milli"),
                row.number("memory_mib"),
                row.integer("num_gpu"),
                row.integer("gpu_milli"),
                spec.isEmpty() ? List.of() : List.of(spec.split("\\|")));
    }
}
