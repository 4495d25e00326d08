package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;

/// How far a scale may grow while replicas are loading. Pure.
///
/// A queue grows for as long as replicas load, however few are missing: by itself it is no reason
/// to start more. So while nothing was served since the deployment began from zero, at most
/// [#UNTRIED] replicas start. While replicas load, and until the queue that grew meanwhile is gone,
/// the scale grows to no more than what arrives will need once they are ready: `⌈offered /
/// target⌉`, offered = arrivals per second × seconds one takes. Where that is not known the queue
/// decides as always. The limit never lowers.
///
/// @param most replicas
record GrowthLimit(int most, Why why) {
    /// Started before anything is known of what one replica carries: one, and one for the case that
    /// it fails.
    static final int UNTRIED = 2;

    /// What limits.
    enum Why {
        /// Nothing does.
        NONE,
        /// Nothing was served yet.
        UNTRIED,
        /// Replicas are loading, or have just been.
        LOADING
    }

    private static final GrowthLimit UNLIMITED = new GrowthLimit(Integer.MAX_VALUE, Why.NONE);

    /// @param desired scale before this decision
    static GrowthLimit of(StartUp startUp, Demand demand, int desired, Autoscaling settings) {
        if (startUp.readyAt() == PlaneSeries.NEVER) {
            int untried = Math.max(UNTRIED, ScalingTerms.initialScale(settings));
            return new GrowthLimit(Math.max(desired, untried), Why.UNTRIED);
        }
        if (startUp.loadingAt() == PlaneSeries.NEVER || Double.isNaN(demand.offered())) {
            return UNLIMITED;
        }
        int needed =
                ConcurrencyScale.replicasFor(
                        demand.offered(), ScalingTerms.targetPerReplica(settings));
        return new GrowthLimit(Math.max(desired, needed), Why.LOADING);
    }

    /// Last second in which replicas were loading, while the limit is in force, else NEVER. It ends
    /// one flow window after that, but not while the average still falls from a queue that grew
    /// before: a queue that stays needs more than was thought.
    static long loadingAt(long before, Demand demand, int desired, Autoscaling settings, long now) {
        if (demand.running().ready() < desired) {
            return now;
        }
        if (before == PlaneSeries.NEVER || now - before <= Flow.windowSeconds(settings)) {
            return before;
        }
        boolean draining =
                demand.panicAverage() < demand.stableAverage()
                        && ConcurrencyScale.replicasFor(
                                        demand.stableAverage(),
                                        ScalingTerms.targetPerReplica(settings))
                                > desired;
        return draining ? before : PlaneSeries.NEVER;
    }

    /// An average of requests, at most what the limit's replicas are to carry.
    ///
    /// @param held replicas needed beside those for the average
    double limited(double average, double targetPerReplica, int held) {
        return most == Integer.MAX_VALUE
                ? average
                : Math.min(average, Math.max(0, most - held) * targetPerReplica);
    }
}
