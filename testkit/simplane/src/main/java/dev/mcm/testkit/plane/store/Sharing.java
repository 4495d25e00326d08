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
@SuppressWarnings("ReferenceEquality") // The same part is an equal part, and known to be at once.
public final class Sharing {

    private static final String METADATA = "metadata";

    private Sharing() {}

    /// `tree`, which the caller gives away, in little room and with its equal parts replaced by
    /// those of `other`. The result itself and its `metadata` are not shared, since the store
    /// stamps them.
    public static ObjectNode share(ObjectNode tree, ObjectNode other) {
        return share(tree, other, other);
    }

    /// The same with two trees to share with, the first by preference.
    static ObjectNode share(ObjectNode tree, ObjectNode first, ObjectNode second) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            String name = entry.getKey();
            boolean stamped = name.equals(METADATA);
            fields.put(
                    name,
                    stamped && entry.getValue() instanceof ObjectNode mine
                            ? packed(mine, first.get(name), second.get(name))
                            : shared(entry.getValue(), first.get(name), second.get(name)));
        }
        return new ObjectNode(JsonNodeFactory.instance, new CompactFields(fields));
    }

    /// The first of the others that is equal, else `mine` in little room with its equal parts
    /// replaced.
    private static JsonNode shared(
            JsonNode mine, @Nullable JsonNode first, @Nullable JsonNode second) {
        if (mine == first) {
            return mine;
        }
        if (mine instanceof ObjectNode object) {
            return same(packed(object, first, second), first, second);
        }
        if (mine instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode shared = shared(array.get(i), at(first, i), at(second, i));
                if (shared != array.get(i)) {
                    array.set(i, shared);
                }
            }
            return same(array, first, second);
        }
        if (first != null && mine.equals(first)) {
            return first;
        }
        return second != null && mine.equals(second) ? second : mine;
    }

    private static @Nullable JsonNode at(@Nullable JsonNode list, int index) {
        return list == null ? null : list.get(index);
    }

    private static @Nullable JsonNode at(@Nullable JsonNode object, String field) {
        return object == null ? null : object.get(field);
    }

    private static ObjectNode packed(
            ObjectNode mine, @Nullable JsonNode first, @Nullable JsonNode second) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : mine.properties()) {
            String name = entry.getKey();
            fields.put(name, shared(entry.getValue(), at(first, name), at(second, name)));
        }
        return new ObjectNode(
                JsonNodeFactory.instance,
                fields.size() > CompactFields.MOST ? fields : new CompactFields(fields));
    }

    private static JsonNode same(
            JsonNode mine, @Nullable JsonNode first, @Nullable JsonNode second) {
        if (first != null && isMadeOf(mine, first)) {
            return first;
        }
        return second != null && isMadeOf(mine, second) ? second : mine;
    }

    /// Whether the parts of both are the same or equal.
    private static boolean isMadeOf(JsonNode mine, JsonNode theirs) {
        if (theirs.getClass() != mine.getClass() || mine.size() != theirs.size()) {
            return false;
        }
        if (mine instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (!isSame(entry.getValue(), theirs.get(entry.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!isSame(mine.get(i), theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(JsonNode mine, @Nullable JsonNode theirs) {
        return mine == theirs || mine.equals(theirs);
    }
}
