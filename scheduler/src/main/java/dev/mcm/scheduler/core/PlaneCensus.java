package dev.mcm.scheduler.core;

import dev.mcm.state.plane.PlaneState;
import java.util.Map;

/// How many planes are in each state.
///
/// @param byState planes per state; a state that no plane is in may be missing
/// @param braked planes that are UNKNOWN and not LOST only because the brake holds
public record PlaneCensus(Map<PlaneState, Integer> byState, int braked) {
    public PlaneCensus {
        byState = Map.copyOf(byState);
    }

    public int in(PlaneState state) {
        return byState.getOrDefault(state, 0);
    }
}
