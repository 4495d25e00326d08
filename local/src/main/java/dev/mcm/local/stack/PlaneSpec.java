package dev.mcm.local.stack;

import dev.mcm.testkit.plane.SimulatedNode;
import java.util.List;

/// A simulated plane to start.
public record PlaneSpec(String id, String provider, String region, List<SimulatedNode> nodes) {
    public PlaneSpec {
        nodes = List.copyOf(nodes);
    }
}
