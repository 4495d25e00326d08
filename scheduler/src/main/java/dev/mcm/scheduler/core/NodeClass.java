package dev.mcm.scheduler.core;

/// A number of nodes with the same free resources.
public record NodeClass(FreeNode node, int nodes) {
    public NodeClass {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes of a class: " + nodes + " (expected: >= 1)");
        }
    }
}
