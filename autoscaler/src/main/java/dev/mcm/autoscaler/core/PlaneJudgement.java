package dev.mcm.autoscaler.core;

import dev.mcm.state.plane.PlaneState;

/// What the Scheduler thinks of a plane.
///
/// @param since second in which it came into this state
public record PlaneJudgement(PlaneState state, long since) {
    /// None yet.
    public static final PlaneJudgement NONE =
            new PlaneJudgement(PlaneState.PENDING, PlaneSeries.NEVER);

    /// A plane that is not registered.
    static final PlaneJudgement GONE = new PlaneJudgement(PlaneState.LOST, PlaneSeries.NEVER);

    boolean lost() {
        return state == PlaneState.LOST;
    }
}
