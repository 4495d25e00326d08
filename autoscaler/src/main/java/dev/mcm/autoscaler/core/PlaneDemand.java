package dev.mcm.autoscaler.core;

import org.jspecify.annotations.Nullable;

/// One plane as a decision on one deployment sees it.
///
/// @param placed replicas that the Scheduler has placed there
/// @param observed replicas that are there
/// @param series null = it has never reported the deployment
public record PlaneDemand(
        String planeId,
        PlaneStanding standing,
        int placed,
        Replicas observed,
        @Nullable PlaneSeries series) {
    /// Its demand is unknown. A live plane that has never reported is not silent but new: its
    /// gateway does not know the deployment yet, so it has no demand, and the replicas placed there
    /// serve the demand of the others.
    boolean silent(long now) {
        if (standing == PlaneStanding.LOST) {
            return false;
        }
        return series == null
                ? standing == PlaneStanding.UNKNOWN && placed > 0
                : series.freshness(now) == Freshness.SILENT;
    }

    boolean visible(long now) {
        return standing != PlaneStanding.LOST
                && series != null
                && series.freshness(now) != Freshness.SILENT;
    }

    /// Replicas there by the better informed of two witnesses, the gateway and the plane's API:
    /// either may lag.
    Replicas running(long now) {
        if (standing == PlaneStanding.LOST) {
            return Replicas.NONE;
        }
        int reported = series != null && visible(now) ? series.ready() : 0;
        int ready = Math.max(reported, observed.ready());
        return new Replicas(Math.max(ready, observed.bound()), ready);
    }

    double lastAverage() {
        return series == null ? 0 : series.lastAverage();
    }
}
