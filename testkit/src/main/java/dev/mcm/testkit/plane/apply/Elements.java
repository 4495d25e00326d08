package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The elements of a merging list under the names that `managedFields` gives them: `k:{"name":"a"}`
/// or `v:"a"`.
final class Elements {

    private Elements() {}

    static Map<String, JsonNode> byPath(ArrayNode list, Schema.ListShape shape) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        list.forEach(e -> elements.put(path(e, shape), e));
        return elements;
    }

    static String path(JsonNode element, Schema.ListShape shape) {
        return switch (shape) {
            case Schema.ListShape.Keyed(var keys) -> "k:" + json(key(element, keys));
            case Schema.ListShape.Values() -> "v:" + json(element);
            case Schema.ListShape.Atomic() ->
                    throw new IllegalArgumentException("An atomic list has no paths to elements");
        };
    }

    private static ObjectNode key(JsonNode element, java.util.List<String> fields) {
        ObjectNode key = Trees.object();
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (String field : fields) {
            JsonNode value = element.path(field);
            if (!value.isMissingNode()) {
                sorted.put(field, value);
            } else if (field.equals(Schema.PROTOCOL)) {
                sorted.put(field, Trees.object().textNode("TCP"));
            }
        }
        sorted.forEach(key::set);
        return key;
    }

    private static String json(JsonNode node) {
        return new String(Trees.bytes(node), StandardCharsets.UTF_8);
    }
}
