package dev.mcm.state.instancetype;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `instance_types`.
///
/// @param gpuMilli share of each GPU in thousandths, 0 without GPUs
/// @param gpuType empty without GPUs
public record InstanceType(
        InstanceTypeName name,
        long cpuMilli,
        long memoryMib,
        int gpuCount,
        int gpuMilli,
        String gpuType,
        Instant updatedAt) {
    public InstanceType {
        updatedAt = Micros.of(updatedAt);
    }
}
