package dev.mcm.scheduler.core;

/// A footprint on a plane: its pods that are decided and not bound, and what the other contenders'
/// pods can take from it. Mutable, used by one thread.
final class Contender {
    private final NodeFit fit;
    private final PodLoad load;
    private long pods;

    Contender(NodeFit fit) {
        this.fit = fit;
        this.load = new PodLoad(fit);
    }

    long pods() {
        return pods;
    }

    /// What pods of the other contender can cost this one.
    PodCost cost(Contender taker) {
        return fit.cost(taker.fit);
    }

    boolean meets(Contender taker) {
        return cost(taker).matters();
    }

    void setPods(long number) {
        pods = number;
    }

    /// The other contender has another number of pods.
    void changed(Contender taker, long before, long after) {
        PodCost cost = cost(taker);
        if (cost.matters()) {
            load.change(cost, before, after);
        }
    }

    /// Replicas that find nodes beside all that is decided, wherever that is bound.
    long room() {
        int size = fit.footprint().nodeCount();
        long spare = fit.losable() - 1 - load.loss();
        return spare < 0 ? 0 : Math.max(0, (spare + size - pods) / size);
    }

    /// Most replicas of the other contender, up to a number, that leave every pod of this one the
    /// node it is sure of.
    long allows(Contender taker, long most) {
        if (pods == 0) {
            return most;
        }
        PodCost cost = cost(taker);
        if (!cost.matters()) {
            return most;
        }
        long own = Math.max(0, pods - fit.footprint().nodeCount());
        long bearable = Math.max(fit.losable() - 1 - own, load.loss());
        long low = 0;
        long high = most;
        long middle = most; // tried first: most often all are bearable
        while (low < high) {
            long after = taker.pods + middle * taker.fit.footprint().nodeCount();
            if (load.loss(cost, taker.pods, after) <= bearable) {
                low = middle;
            } else {
                high = middle - 1;
            }
            middle = low + (high - low + 1) / 2;
        }
        return low;
    }
}
