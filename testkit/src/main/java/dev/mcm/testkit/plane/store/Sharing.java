package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets a tree use the equal parts of another, so that versions of one object, and pods of one
/// template, cost memory only for what differs, and compare fast.
public final class Sharing {

    private static final String METADATA = "metadata";

    private Sharing() {}

    /// `tree`, which the caller gives away, in little room and with its equal parts replaced by
    /// those of `other`. The result itself and its `metadata` are not shared, since the store
    /// stamps them.
    public static ObjectNode share(ObjectNode tree, ObjectNode other) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            JsonNode theirs = other.get(entry.getKey());
            boolean stamped = entry.getKey().equals(METADATA);
            fields.put(
                    entry.getKey(),
                    stamped && entry.getValue() instanceof ObjectNode mine
                            ? packed(mine, theirs)
                            : shared(entry.getValue(), theirs));
        }
        return new ObjectNode(JsonNodeFactory.instance, new CompactFields(fields));
    }

    /// `theirs` when equal, else `mine` in little room with its equal parts replaced.
    private static JsonNode shared(JsonNode mine, @Nullable JsonNode theirs) {
        if (mine == theirs) {
            return mine;
        }
        if (mine instanceof ObjectNode object) {
            ObjectNode packed = packed(object, theirs);
            return isMadeOf(packed, theirs) ? theirs : packed;
        }
        if (mine instanceof ArrayNode array) {
            shareElements(array, theirs);
            return isMadeOf(array, theirs) ? theirs : array;
        }
        return mine.equals(theirs) ? theirs : mine;
    }

    private static ObjectNode packed(ObjectNode mine, @Nullable JsonNode theirs) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : mine.properties()) {
            JsonNode other = theirs == null ? null : theirs.get(entry.getKey());
            fields.put(entry.getKey(), shared(entry.getValue(), other));
        }
        return new ObjectNode(
                JsonNodeFactory.instance,
                fields.size() > CompactFields.MOST ? fields : new CompactFields(fields));
    }

    private static void shareElements(ArrayNode mine, @Nullable JsonNode theirs) {
        for (int i = 0; i < mine.size(); i++) {
            JsonNode element = mine.get(i);
            JsonNode shared = shared(element, theirs == null ? null : theirs.get(i));
            if (shared != element) {
                mine.set(i, shared);
            }
        }
    }

    /// Whether the parts of both are the same.
    private static boolean isMadeOf(JsonNode mine, @Nullable JsonNode theirs) {
        if (theirs == null
                || theirs.getClass() != mine.getClass()
                || mine.size() != theirs.size()) {
            return false;
        }
        if (mine instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (theirs.get(entry.getKey()) != entry.getValue()) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (mine.get(i) != theirs.get(i)) {
                return false;
            }
        }
        return true;
    }
}
