package dev.mcm.scheduler.core;

import org.jspecify.annotations.Nullable;

/// What the unobserved pods of all other footprints can take from one. Mutable, used by one thread.
///
/// Two bounds on the replicas that it loses hold, and the smaller counts. By pod: each pod costs
/// what it can cost by the resources that can run short at all. By resource: the sum over them of
/// what the amount taken can cost where it hurts most, but no more than the pods cost by that
/// resource one by one.
final class PodLoad {
    private final NodeFit loser;
    private final long[] costs = new long[1 << NodeResource.count()];
    private final long[] amounts = new long[NodeResource.count()];

    PodLoad(NodeFit loser) {
        this.loser = loser;
    }

    /// Pods of a footprint become more or fewer.
    void change(PodCost cost, long before, long after) {
        for (int set = 0; set < costs.length; set++) {
            costs[set] += cost.of(set, after) - cost.of(set, before);
        }
        for (NodeResource resource : NodeResource.all()) {
            amounts[resource.index()] += cost.amount(resource) * (after - before);
        }
    }

    /// Replicas lost at most.
    long loss() {
        return loss(null, 0, 0);
    }

    /// The same, were pods of one footprint more.
    long loss(@Nullable PodCost cost, long before, long after) {
        int scarce = 0;
        long byResource = 0;
        for (NodeResource resource : NodeResource.all()) {
            long amount = amounts[resource.index()];
            amount += cost == null ? 0 : cost.amount(resource) * (after - before);
            long lost = amount == 0 ? 0 : lost(resource, amount);
            if (lost > 0) {
                int bit = 1 << resource.index();
                scarce |= bit;
                byResource += Math.min(lost, cost(bit, cost, before, after));
            }
        }
        return Math.min(byResource, cost(scarce, cost, before, after));
    }

    /// Shares of a GPU are lost by fragments that no amount tells.
    private long lost(NodeResource resource, long amount) {
        return resource == NodeResource.GPU && loser.footprint().shape().sharesGpu()
                ? Long.MAX_VALUE
                : loser.lost(resource, amount);
    }

    private long cost(int set, @Nullable PodCost cost, long before, long after) {
        return costs[set] + (cost == null ? 0 : cost.of(set, after) - cost.of(set, before));
    }
}
