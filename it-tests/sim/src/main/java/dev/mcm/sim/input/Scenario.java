package dev.mcm.sim.input;

import dev.mcm.sim.plane.PlaneDesign;
import java.time.Duration;
import java.util.List;

/// A world and what happens to it. The same scenario always runs the same way.
///
/// @param inputs in order of time
public record Scenario(long seed, List<PlaneDesign> planes, List<Timed> inputs) {
    public Scenario {
        planes = List.copyOf(planes);
        inputs = List.copyOf(inputs);
    }

    /// @param at since the start
    public record Timed(Duration at, Input input) {}

    public Scenario with(List<Timed> fewer) {
        return new Scenario(seed, planes, fewer);
    }
}
