package dev.mcm.local.stack;

import dev.mcm.testkit.plane.SimulatedNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plane to start.
///
/// @param nodes its machines
public record PlaneSpec(
        String id, String provider, String region, List<SimulatedNode> nodes, Make make) {

    /// What a plane is made of. A cluster that runs already, named by a kubeconfig's context, would
    /// be a third one.
    public sealed interface Make {

        /// A simulated plane in this JVM.
        record Simulated() implements Make {}

        /// A real Kubernetes on this machine whose pods KWOK plays.
        ///
        /// @param rights what MCM may do there; null = everything
        record Kube(@Nullable PlaneRights rights) implements Make {}
    }

    public PlaneSpec {
        nodes = List.copyOf(nodes);
    }

    /// A simulated plane.
    public PlaneSpec(String id, String provider, String region, List<SimulatedNode> nodes) {
        this(id, provider, region, nodes, new Make.Simulated());
    }

    /// The same plane made of something else.
    public PlaneSpec as(Make wanted) {
        return new PlaneSpec(id, provider, region, nodes, wanted);
    }
}
