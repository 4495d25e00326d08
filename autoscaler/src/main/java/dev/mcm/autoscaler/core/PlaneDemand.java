package dev.mcm.autoscaler.core;

import org.jspecify.annotations.Nullable;

/// One plane as a decision on one deployment sees it.
///
/// @param placed replicas that the Scheduler has placed there
/// @param observed replicas that are there
/// @param reporting the plane has lately reported, complete, on other deployments if not on this
/// @param series null = it has never reported the deployment
public record PlaneDemand(
        String planeId,
        PlaneStanding standing,
        int placed,
        Replicas observed,
        boolean reporting,
        @Nullable PlaneSeries series) {
    /// Its demand is unknown.
    boolean silent(long now) {
        if (standing == PlaneStanding.LOST) {
            return false;
        }
        return series == null ? unheard() : !series.heard(now);
    }

    /// It holds replicas of the deployment and has never said what they serve. A live plane that
    /// reports others and has no ready replica yet is new instead: its gateway does not know the
    /// deployment, so it has no demand, and the replicas placed there are to serve the demand of
    /// the others. A plane that holds nothing has nothing to say.
    boolean unheard() {
        boolean fresh = standing == PlaneStanding.LIVE && reporting && observed.ready() == 0;
        return series == null && placed > 0 && standing != PlaneStanding.LOST && !fresh;
    }

    boolean visible(long now) {
        return standing != PlaneStanding.LOST && series != null && series.heard(now);
    }

    /// Replicas there by the best informed of its witnesses, the gateway and the plane's API: each
    /// may lag. What has served lately is ready.
    Replicas running(long now) {
        if (standing == PlaneStanding.LOST) {
            return Replicas.NONE;
        }
        int reported = series != null && visible(now) ? series.seenReady(now) : 0;
        int ready = Math.max(reported, observed.ready());
        return new Replicas(Math.max(ready, observed.bound()), ready);
    }

    double lastAverage() {
        return series == null ? 0 : series.lastAverage();
    }
}
