package dev.mcm.scheduler.core;

/// A number of nodes with the same free resources.
public record NodeClass(FreeNode node, int nodes) {
    public NodeClass {
        if (nodes < 1) {
            throw new IllegalArgumentException(
                    "a node class has " + nodes + " nodes, expected at least 1");
        }
    }
}
