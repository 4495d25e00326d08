package dev.mcm.atc.core.status;

import dev.mcm.state.placement.PlacementOutcome;

/// What became of the desired scale, by the Scheduler's last decision.
///
/// @param pending replicas wanted and not placed
/// @param misplaced replicas that stay where a rule no longer allows them, for want of another
///   place
/// @param reason the Scheduler's code; one that this version does not know says nothing
public record Outcome(int pending, int misplaced, String reason) {
    public static final Outcome NONE = new Outcome(0, 0, "");

    boolean is(PlacementOutcome outcome) {
        return reason.equals(outcome.name());
    }
}
