package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Lets a tree use the equal parts of another, so that versions of one object, and pods of one
/// template, cost memory only for what differs, and compare fast.
public final class Sharing {

    private static final String METADATA = "metadata";

    private Sharing() {}

    /// Replaces parts of `tree`, which the caller owns, by equal parts of `other`. The objects
    /// themselves and their `metadata` stay `tree`'s own, since the store stamps them.
    public static void share(ObjectNode tree, ObjectNode other) {
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            JsonNode theirs = other.get(entry.getKey());
            if (theirs != null) {
                boolean stamped = entry.getKey().equals(METADATA);
                if (stamped
                        && entry.getValue() instanceof ObjectNode mine
                        && theirs instanceof ObjectNode metadata) {
                    fields(mine, metadata);
                } else {
                    entry.setValue(shared(entry.getValue(), theirs));
                }
            }
        }
    }

    /// `theirs` when equal, else `mine` with its equal parts replaced.
    private static JsonNode shared(JsonNode mine, JsonNode theirs) {
        if (mine == theirs) {
            return mine;
        }
        if (mine instanceof ObjectNode a && theirs instanceof ObjectNode b) {
            return fields(a, b) ? b : a;
        }
        if (mine instanceof ArrayNode a && theirs instanceof ArrayNode b) {
            return elements(a, b) ? b : a;
        }
        return mine.equals(theirs) ? theirs : mine;
    }

    private static boolean fields(ObjectNode mine, ObjectNode theirs) {
        boolean same = mine.size() == theirs.size();
        for (Map.Entry<String, JsonNode> entry : mine.properties()) {
            JsonNode other = theirs.get(entry.getKey());
            if (other == null) {
                same = false;
            } else {
                JsonNode shared = shared(entry.getValue(), other);
                if (shared != entry.getValue()) {
                    entry.setValue(shared);
                }
                same &= shared == other;
            }
        }
        return same;
    }

    private static boolean elements(ArrayNode mine, ArrayNode theirs) {
        boolean same = mine.size() == theirs.size();
        for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
            JsonNode shared = shared(mine.get(i), theirs.get(i));
            if (shared != mine.get(i)) {
                mine.set(i, shared);
            }
            same &= shared == theirs.get(i);
        }
        return same;
    }
}
