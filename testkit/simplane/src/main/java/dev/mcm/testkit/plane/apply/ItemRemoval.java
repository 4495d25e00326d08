package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a set of paths out of a tree. A map or list of which nothing is left goes with it.
final class ItemRemoval {

    private ItemRemoval() {}

    static ObjectNode without(ObjectNode tree, FieldTrie paths, FieldType type) {
        return without((JsonNode) tree, paths, type) instanceof ObjectNode rest
                ? rest
                : Trees.object();
    }

    private static @Nullable JsonNode without(JsonNode value, FieldTrie paths, FieldType declared) {
        FieldType type = declared.given(value);
        if (!value.isContainerNode()) {
            return value;
        }
        if (value.isEmpty() || type.isLeaf()) {
            return null;
        }
        JsonNode rest =
                value instanceof ObjectNode object
                        ? fields(object, paths, type)
                        : elements((ArrayNode) value, paths, type);
        return rest.isEmpty() ? null : rest;
    }

    private static ObjectNode fields(ObjectNode object, FieldTrie paths, FieldType type) {
        ObjectNode rest = Trees.object();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            FieldTrie gone = paths.child("f:" + entry.getKey());
            JsonNode left = left(entry.getValue(), gone, type.field(entry.getKey()));
            if (left != null) {
                rest.set(entry.getKey(), left);
            }
        }
        return rest;
    }

    private static ArrayNode elements(ArrayNode list, FieldTrie paths, FieldType type) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : list) {
            FieldTrie gone = paths.child(Elements.path(element, type));
            JsonNode left = left(element, gone, type.element());
            if (left != null) {
                rest.add(left);
            }
        }
        return rest;
    }

    private static @Nullable JsonNode left(
            JsonNode value, @Nullable FieldTrie gone, FieldType type) {
        if (gone == null) {
            return value;
        }
        return gone.member() ? null : without(value, gone, type);
    }
}
