package dev.mcm.scheduler.core;

/// What pods of one footprint (the taker) can cost another one (the loser), wherever the plane
/// binds them. Immutable.
final class PodCost {
    private final long shared;
    private final long[] bySet = new long[1 << NodeResource.count()];
    private final long[] amounts = new long[NodeResource.count()];

    PodCost(NodeFit taker, NodeFit loser) {
        this.shared = loser.sharedWith(taker);
        Shape takes = taker.footprint().shape();
        Shape loses = loser.footprint().shape();
        for (NodeResource resource : NodeResource.all()) {
            long loss = resource.loss(takes, loses);
            amounts[resource.index()] = loss > 0 ? resource.asked(takes) : 0;
            for (int set = 0; set < bySet.length; set++) {
                if ((set & 1 << resource.index()) != 0) {
                    bySet[set] = Math.max(bySet[set], loss);
                }
            }
        }
    }

    /// They can meet on a node.
    boolean matters() {
        return shared > 0;
    }

    /// Replicas that so many pods cost at most when only resources of the set run short.
    ///
    /// @param set bits by ordinal of [NodeResource]
    long of(int set, long pods) {
        return Math.min(shared, pods * bySet[set]);
    }

    /// How much of a resource that the loser needs one pod takes.
    long amount(NodeResource resource) {
        return amounts[resource.index()];
    }
}
