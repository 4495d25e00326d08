package dev.mcm.state.plane;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import dev.mcm.type.v1.NodeClasses;
import java.time.Instant;

/// A row of `plane_capacity`: free capacity of a plane's nodes of one GPU model, or a part of it.
///
/// @param gpuType empty = nodes without GPUs
/// @param part from 0; a part has at most 64 classes
/// @param nodes nodes in these classes
/// @param epoch of the LSM record that it is as new as
/// @param seq of that record
public record CapacityPart(
        PlaneId planeId,
        String gpuType,
        int part,
        NodeClasses classes,
        int nodes,
        long totalGpuMilli,
        long totalCpuMilli,
        long totalMemoryMib,
        Epoch epoch,
        long seq,
        Instant observedAt) {
    /// Most classes of a part, so that a row stays small.
    public static final int MAX_CLASSES = 64;

    public CapacityPart {
        if (classes.getClassesCount() > MAX_CLASSES) {
            throw new IllegalArgumentException(
                    "classes of "
                            + planeId
                            + "/"
                            + gpuType
                            + "/"
                            + part
                            + ": "
                            + classes.getClassesCount()
                            + " (expected: <= "
                            + MAX_CLASSES
                            + ")");
        }
        observedAt = Micros.of(observedAt);
    }
}
