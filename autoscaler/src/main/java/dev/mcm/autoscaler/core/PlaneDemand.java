package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import org.jspecify.annotations.Nullable;

/// One plane as a decision on one deployment sees it.
///
/// @param placed replicas that the Scheduler has placed there
/// @param observed replicas that are there
/// @param reporting the plane has lately reported, complete, on other deployments if not on this
/// @param series null = it has never reported the deployment
public record PlaneDemand(
        PlaneId planeId,
        PlaneState state,
        int placed,
        Replicas observed,
        boolean reporting,
        @Nullable PlaneSeries series) {
    /// Its demand is unknown.
    boolean silent(long now) {
        if (state == PlaneState.LOST) {
            return false;
        }
        return series == null ? unheard() : !series.heard(now);
    }

    /// It holds replicas of the deployment and has never said what they serve. A plane that reports
    /// others and has no ready replica yet is new instead: its gateway does not know the
    /// deployment, so it has no demand, and the replicas placed there are to serve the demand of
    /// the others. A plane that holds nothing has nothing to say.
    boolean unheard() {
        return series == null && placed > 0 && state != PlaneState.LOST && !isNew();
    }

    private boolean isNew() {
        return switch (state) {
            case PENDING, LIVE -> reporting && observed.ready() == 0;
            case UNKNOWN, LOST -> false;
        };
    }

    boolean visible(long now) {
        return state != PlaneState.LOST && series != null && series.heard(now);
    }

    /// Replicas there by the best informed of its witnesses, the gateway and the plane's API: each
    /// may lag. What has served lately is ready.
    Replicas running(long now) {
        if (state == PlaneState.LOST) {
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
