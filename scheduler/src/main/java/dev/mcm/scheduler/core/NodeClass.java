package dev.mcm.scheduler.core;

/// A number of nodes with the same free resources.
public record NodeClass(FreeNode node, int nodes, NodeClosure closure) {
    public NodeClass {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes of a class: " + nodes + " (expected: >= 1)");
        }
    }

    /// Nodes that take pods.
    public NodeClass(FreeNode node, int nodes) {
        this(node, nodes, NodeClosure.OPEN);
    }

    boolean open() {
        return closure == NodeClosure.OPEN;
    }
}
