package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;

/// A taint as a node object carries it.
record NodeTaint(String key, String value, String effect) {

    static List<NodeTaint> of(JsonNode taints) {
        List<NodeTaint> found = new ArrayList<>();
        for (JsonNode taint : taints) {
            found.add(
                    new NodeTaint(
                            Trees.text(taint, "key"),
                            Trees.text(taint, "value"),
                            Trees.text(taint, "effect")));
        }
        return found;
    }

    /// Whether it keeps new pods away that do not tolerate it.
    boolean repels() {
        return effect.equals("NoSchedule") || effect.equals("NoExecute");
    }

    @Override
    public String toString() {
        return "{" + key + ": " + value + "}";
    }
}
