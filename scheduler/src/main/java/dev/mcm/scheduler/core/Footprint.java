package dev.mcm.scheduler.core;

/// What one replica asks of a plane: `nodeCount` nodes with the shape free on each, taints
/// tolerated.
record Footprint(Shape shape, int nodeCount, Tolerations tolerations) {
    boolean gang() {
        return nodeCount > 1;
    }
}
