package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import org.jspecify.annotations.Nullable;

/// One plane as a decision on one deployment sees it.
///
/// @param judged what the Scheduler thinks of it
/// @param placed replicas that the Scheduler has placed there
/// @param observed replicas that are there
/// @param reporting the plane has lately reported, complete, on other deployments if not on this
/// @param series null = it has never reported the deployment
public record PlaneDemand(
        PlaneId planeId,
        PlaneJudgement judged,
        int placed,
        Replicas observed,
        boolean reporting,
        @Nullable PlaneSeries series) {
    /// Its demand is unknown.
    boolean silent(long now) {
        if (judged.lost()) {
            return false;
        }
        return series == null ? unheard() : !series.heard(now);
    }

    /// It holds replicas of the deployment and has never said what they serve. A plane that reports
    /// others and has no ready replica yet is new instead: its gateway does not know the
    /// deployment, so it has no demand, and the replicas placed there are to serve the demand of
    /// the others. A plane that holds nothing has nothing to say.
    boolean unheard() {
        return series == null && placed > 0 && !judged.lost() && !isNew();
    }

    private boolean isNew() {
        return switch (judged.state()) {
            case PENDING, LIVE -> reporting && observed.ready() == 0;
            case UNKNOWN, LOST -> false;
        };
    }

    /// Its demand is known. A LOST plane that has reported since it was judged so is back, whatever
    /// the Scheduler knows: what its gateway counts is served there and nowhere else.
    boolean visible(long now) {
        return series != null
                && series.heard(now)
                && (!judged.lost() || series.lastReport() > judged.since());
    }

    /// The last second at which it carried what other planes carry now, beside what is held for it.
    /// [PlaneSeries#NEVER] = there is no such load.
    long carriedUntil(long now) {
        if (series == null || visible(now)) {
            return PlaneSeries.NEVER;
        }
        boolean idle = series.zeroSince() != PlaneSeries.NEVER;
        if (idle || !judged.lost()) {
            return series.zeroSince();
        }
        return Math.max(judged.since(), series.lastReport());
    }

    /// It had requests when it was heard last, and no replicas to hold.
    boolean leftNothing() {
        return placed == 0 && series != null && series.zeroSince() == PlaneSeries.NEVER;
    }

    /// Replicas there by the best informed of its witnesses, the gateway and the plane's API: each
    /// may lag. What has served lately is ready. Of a LOST plane only its gateway says what is
    /// there.
    Replicas running(long now) {
        Replicas seen = judged.lost() ? Replicas.NONE : observed;
        int reported = series != null && visible(now) ? series.seenReady(now) : 0;
        int ready = Math.max(reported, seen.ready());
        return new Replicas(Math.max(ready, seen.bound()), ready);
    }

    double lastAverage() {
        return series == null ? 0 : series.lastAverage();
    }
}
