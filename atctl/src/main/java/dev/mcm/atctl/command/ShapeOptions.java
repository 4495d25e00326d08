package dev.mcm.atctl.command;

import com.google.protobuf.FieldMask;
import dev.mcm.type.v1.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a replica of an instance type gets, as options. One that is not given is left unset, and as
/// it is.
final class ShapeOptions {
    @Option(names = "--cpu-milli", description = "Milli-cores.")
    private @Nullable Long cpuMilli;

    @Option(names = "--memory-mib", description = "MiB.")
    private @Nullable Long memoryMib;

    @Option(names = "--gpus", description = "GPUs.")
    private @Nullable Integer gpus;

    @Option(names = "--gpu-type", description = "GPU model; '' = none.")
    private @Nullable String gpuType;

    Shape shape() {
        return Shape.newBuilder()
                .setCpuMilli(cpuMilli == null ? 0 : cpuMilli)
                .setMemoryMib(memoryMib == null ? 0 : memoryMib)
                .setGpuCount(gpus == null ? 0 : gpus)
                .setGpuType(gpuType == null ? "" : gpuType)
                .build();
    }

    /// The fields that the given options set; without GPUs there is no share of them either.
    FieldMask mask() {
        FieldMask.Builder mask = FieldMask.newBuilder();
        add(mask, "shape.cpu_milli", cpuMilli);
        add(mask, "shape.memory_mib", memoryMib);
        add(mask, "shape.gpu_count", gpus);
        add(mask, "shape.gpu_milli", gpus != null && gpus == 0 ? gpus : null);
        add(mask, "shape.gpu_type", gpuType);
        return mask.build();
    }

    private static void add(FieldMask.Builder mask, String field, @Nullable Object option) {
        if (option != null) {
            mask.addPaths(field);
        }
    }
}
