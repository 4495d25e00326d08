package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObservedObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Nodes of a plane by name, and whether each is ready.
///
/// @param whole all nodes are listed: one that is not among them does not exist
record NodesSeen(Map<String, Boolean> ready, boolean whole) {
    NodesSeen {
        ready = Map.copyOf(ready);
    }

    static NodesSeen of(Collection<ObservedObject> nodes, boolean whole) {
        Map<String, Boolean> ready = new HashMap<>();
        nodes.forEach(node -> ready.put(node.getName(), node.getNode().getReady()));
        return new NodesSeen(ready, whole);
    }

    /// What is wrong with a node as such; empty = nothing, or it is not known.
    Optional<String> trouble(String node) {
        Boolean known = ready.get(node);
        if (known == null) {
            return whole ? Optional.of("NodeGone") : Optional.empty();
        }
        return known ? Optional.empty() : Optional.of("NodeNotReady");
    }

    boolean knows(String node) {
        return whole || ready.containsKey(node);
    }
}
