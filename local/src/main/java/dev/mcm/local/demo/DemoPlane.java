package dev.mcm.local.demo;

import dev.mcm.local.trace.TraceNode;
import java.util.List;

/// A workload plane of the demo.
///
/// @param nodes nodes of the openb trace that make up the plane
public record DemoPlane(String id, String provider, String region, List<TraceNode> nodes) {
    public DemoPlane {
        nodes = List.copyOf(nodes);
    }

    int gpus() {
        return nodes.stream().mapToInt(TraceNode::gpuCount).sum();
    }
}
