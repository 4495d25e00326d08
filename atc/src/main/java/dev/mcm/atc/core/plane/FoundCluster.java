package dev.mcm.atc.core.plane;

/// What a cluster said when it was asked who it is.
public sealed interface FoundCluster {
    /// The uid of its namespace `kube-system`.
    record Named(String id) implements FoundCluster {
        public Named {
            if (id.isEmpty()) {
                throw new IllegalArgumentException("cluster id: empty (expected: a uid)");
            }
        }
    }

    /// ATC's rights there do not let it be read.
    ///
    /// @param why as the cluster puts it
    record Unreadable(String why) implements FoundCluster {}
}
