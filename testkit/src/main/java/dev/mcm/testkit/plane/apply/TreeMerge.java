package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// Lays an applied configuration over a live tree: maps and keyed lists merge, everything else is
/// replaced.
final class TreeMerge {

    private TreeMerge() {}

    static ObjectNode merge(ObjectNode live, ObjectNode applied) {
        return objects(live, applied, "");
    }

    private static JsonNode merge(JsonNode live, JsonNode applied, String field, String parent) {
        if (live instanceof ObjectNode a && applied instanceof ObjectNode b) {
            return Schema.isAtomicMap(field) ? b : objects(a, b, field);
        }
        if (live instanceof ArrayNode a && applied instanceof ArrayNode b) {
            Schema.ListShape shape = Schema.list(field, parent);
            return shape instanceof Schema.ListShape.Atomic ? b : lists(a, b, shape, field);
        }
        return applied;
    }

    private static ObjectNode objects(ObjectNode live, ObjectNode applied, String field) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(live);
        for (Map.Entry<String, JsonNode> entry : applied.properties()) {
            String name = entry.getKey();
            merged.set(name, merge(live.path(name), entry.getValue(), name, field));
        }
        return merged;
    }

    private static ArrayNode lists(
            ArrayNode live, ArrayNode applied, Schema.ListShape shape, String field) {
        Map<String, JsonNode> elements = new LinkedHashMap<>(Elements.byPath(live, shape));
        Elements.byPath(applied, shape)
                .forEach((path, element) ->
                        elements.merge(path, element, (was, now) -> element(was, now, field)));
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        merged.addAll(elements.values());
        return merged;
    }

    private static JsonNode element(JsonNode live, JsonNode applied, String field) {
        return live instanceof ObjectNode a && applied instanceof ObjectNode b
                ? objects(a, b, field)
                : applied;
    }
}
