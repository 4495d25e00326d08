package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Map;

/// JSON merge patch, RFC 7386.
public final class MergePatch {

    private MergePatch() {}

    /// A new tree: `target` with `patch` applied.
    public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        merge(merged, patch);
        return merged;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (entry.getValue().isNull()) {
                target.remove(name);
            } else if (entry.getValue() instanceof ObjectNode change) {
                ObjectNode child =
                        target.get(name) instanceof ObjectNode present ? present : Trees.object();
                merge(child, change);
                target.set(name, child);
            } else {
                target.set(name, entry.getValue().deepCopy());
            }
        }
    }
}
