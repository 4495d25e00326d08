package dev.mcm.gsm.core;

import java.util.Comparator;

/// Key of a row of `plane_capacity` inside one plane.
///
/// @param gpuType empty for nodes without GPUs
/// @param part which nodes of the model, from 0
public record CapacityKey(String gpuType, int part) implements Comparable<CapacityKey> {
    private static final Comparator<CapacityKey> ORDER =
            Comparator.comparing(CapacityKey::gpuType).thenComparingInt(CapacityKey::part);

    @Override
    public int compareTo(CapacityKey other) {
        return ORDER.compare(this, other);
    }
}
