package dev.mcm.autoscaler.core;

/// Replicas that a demand asks for, by the arithmetic of Knative's autoscaler (KPA): two windows,
/// rate limits, panic ratchet.
///
/// @param needed replicas
/// @param panic state for the next decision
public record ConcurrencyScale(int needed, Panic panic) {
    private static final double ROUNDING = 1e-9;

    /// What the arithmetic reads.
    ///
    /// @param ready replicas that serve now
    /// @param targetPerReplica in-flight requests one replica is to carry
    /// @param held replicas needed beside those for the averages
    public record Load(
            double stableAverage,
            double panicAverage,
            int ready,
            double targetPerReplica,
            int held) {}

    /// @param windowSeconds length of the stable window
    public static ConcurrencyScale decide(
            Load load, ReactionLimits limits, int windowSeconds, Panic panic, long now) {
        int ready = Math.max(1, load.ready());
        int wantedStable = replicasFor(load.stableAverage(), load.targetPerReplica());
        int wantedPanic = replicasFor(load.panicAverage(), load.targetPerReplica());
        int stable = activated(limited(wantedStable, ready, limits), wantedStable, limits);
        int burst = activated(limited(wantedPanic, ready, limits), wantedPanic, limits);
        boolean over = (double) wantedPanic / ready >= limits.panicThreshold();
        Panic next = panic.next(over, windowSeconds, now);
        if (!next.active()) {
            return new ConcurrencyScale(stable + load.held(), next);
        }
        Panic ratcheted = next.ratchet(Math.max(stable, burst) + load.held());
        return new ConcurrencyScale(ratcheted.maxReplicas(), ratcheted);
    }

    /// Whole replicas for a demand; a sum that is off by a rounding error does not cost a replica.
    static int replicasFor(double demand, double targetPerReplica) {
        double replicas = Math.ceil(demand / targetPerReplica - ROUNDING);
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, replicas));
    }

    private static int limited(int wanted, int ready, ReactionLimits limits) {
        double most = Math.ceil(limits.maxScaleUpRate() * ready);
        double least = Math.floor(ready / limits.maxScaleDownRate());
        return (int) Math.min(Math.max(wanted, least), most);
    }

    private static int activated(int limited, int wanted, ReactionLimits limits) {
        return limits.activationScale() > 1 && wanted > 0
                ? Math.max(limited, limits.activationScale())
                : limited;
    }
}
