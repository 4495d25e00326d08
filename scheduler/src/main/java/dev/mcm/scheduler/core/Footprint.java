package dev.mcm.scheduler.core;

import org.jspecify.annotations.Nullable;

/// What one replica asks of a plane: `nodeCount` nodes with the shape free on each, taints
/// tolerated. A value; its hash is computed once, because it is the key of every question to a
/// plane's capacity.
final class Footprint {
    private final Shape shape;
    private final int nodeCount;
    private final Tolerations tolerations;
    private final int hash;

    Footprint(Shape shape, int nodeCount, Tolerations tolerations) {
        this.shape = shape;
        this.nodeCount = nodeCount;
        this.tolerations = tolerations;
        this.hash = (shape.hashCode() * 31 + nodeCount) * 31 + tolerations.hashCode();
    }

    Shape shape() {
        return shape;
    }

    int nodeCount() {
        return nodeCount;
    }

    Tolerations tolerations() {
        return tolerations;
    }

    /// Wherever a replica of this footprint runs, one of the other fits in its stead.
    boolean covers(Footprint other) {
        Shape taken = other.shape;
        return nodeCount == other.nodeCount
                && taken.cpuMilli() <= shape.cpuMilli()
                && taken.memoryMib() <= shape.memoryMib()
                && taken.gpuCount() <= shape.gpuCount()
                && (taken.gpuCount() == 0
                        || (taken.gpuType().equals(shape.gpuType())
                                && taken.sharesGpu() == shape.sharesGpu()
                                && taken.gpuMilli() <= shape.gpuMilli()))
                && other.tolerations.include(tolerations);
    }

    boolean gang() {
        return nodeCount > 1;
    }

    /// One node of it alone.
    Footprint singleNode() {
        return gang() ? new Footprint(shape, 1, tolerations) : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Footprint that
                        && hash == that.hash
                        && nodeCount == that.nodeCount
                        && shape.equals(that.shape)
                        && tolerations.equals(that.tolerations));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
