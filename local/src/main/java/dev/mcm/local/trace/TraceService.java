package dev.mcm.local.trace;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One role of an inference service of the DLRM trace (alibaba/clusterdata,
/// cluster-trace-gpu-v2025): its instances all ask for the same resources.
///
/// @param app service
/// @param role HN (holds the GPU) or CN (CPU only)
/// @param cpuMilli CPU request of an instance in milli-cores
/// @param memoryMib memory request of an instance in MiB
/// @param gpuCount GPUs of an instance
/// @param instances instances in the trace
public record TraceService(
        String app, String role, long cpuMilli, long memoryMib, int gpuCount, int instances) {
    private record Shape(String app, String role, String cpu, String gpu, String memory) {}

    static List<TraceService> fromRows(List<TraceRow> rows) {
        Map<Shape, Integer> instances = new HashMap<>();
        for (TraceRow row : rows) {
            Shape shape =
                    new Shape(
                            row.text("app_name"),
                            row.text("role"),
                            row.text("cpu_request"),
                            row.text("gpu_request"),
                            row.text("memory_request"));
            instances.merge(shape, 1, Integer::sum);
        }
        return instances.entrySet().stream()
                .map(e -> of(e.getKey(), e.getValue()))
                .sorted(
                        Comparator.comparingInt(TraceService::instances)
                                .reversed()
                                .thenComparing(TraceService::app)
                                .thenComparing(TraceService::role)
                                .thenComparingLong(TraceService::cpuMilli))
                .toList();
    }

    private static TraceService of(Shape shape, int instances) {
        return new TraceService(
                shape.app(),
                shape.role(),
                Math.round(Double.parseDouble(shape.cpu()) * 1000),
                Math.round(Double.parseDouble(shape.memory()) * 1024),
                Integer.parseInt(shape.gpu()),
                instances);
    }
}
