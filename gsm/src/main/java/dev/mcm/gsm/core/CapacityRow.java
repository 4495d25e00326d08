package dev.mcm.gsm.core;

import dev.mcm.type.v1.NodeClasses;

/// Content of a row of `plane_capacity`.
///
/// @param nodes nodes of the part's classes; totals are what those nodes can give to pods, used or
///   not
public record CapacityRow(
        NodeClasses classes,
        int nodes,
        long totalGpuMilli,
        long totalCpuMilli,
        long totalMemoryMib) {}
