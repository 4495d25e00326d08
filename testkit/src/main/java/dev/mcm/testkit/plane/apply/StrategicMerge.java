package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Strategic merge patch: a merge patch in which lists with a key merge by it. `$patch:
/// delete|replace` and `$deleteFromPrimitiveList` work; `$setElementOrder` and `$retainKeys` are
/// read over, so the order of a list may differ from a real server's.
public final class StrategicMerge {

    private static final String DIRECTIVE = "$patch";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";

    private StrategicMerge() {}

    /// A new tree: `target` with `patch` applied.
    public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        merge(merged, patch, "");
        return merged;
    }

    private static void merge(ObjectNode target, ObjectNode patch, String field) {
        if (Trees.text(patch, DIRECTIVE).equals("replace")) {
            target.removeAll();
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            JsonNode change = entry.getValue();
            if (name.startsWith(DELETE_VALUES)) {
                deleteValues(target, name.substring(DELETE_VALUES.length()), change);
            } else if (!name.startsWith("$")) {
                mergeField(target, name, change, field);
            }
        }
    }

    private static void mergeField(ObjectNode target, String name, JsonNode change, String field) {
        if (change.isNull() || Trees.text(change, DIRECTIVE).equals("delete")) {
            target.remove(name);
        } else if (change instanceof ObjectNode object) {
            ObjectNode child =
                    target.get(name) instanceof ObjectNode present ? present : Trees.object();
            merge(child, object, name);
            target.set(name, child);
        } else if (change instanceof ArrayNode list) {
            ArrayNode present =
                    target.get(name) instanceof ArrayNode array
                            ? array
                            : JsonNodeFactory.instance.arrayNode();
            target.set(name, mergeList(present, list, name, field));
        } else {
            target.set(name, change);
        }
    }

    private static ArrayNode mergeList(
            ArrayNode present, ArrayNode patch, String name, String field) {
        return switch (Schema.list(name, field)) {
            case Schema.ListShape.Atomic() -> patch.deepCopy();
            case Schema.ListShape.Values() -> {
                ArrayNode union = present.deepCopy();
                patch.forEach(v -> addOnce(union, v));
                yield union;
            }
            case Schema.ListShape.Keyed(var keys) ->
                    mergeByKey(present, patch, keys.getFirst(), name);
        };
    }

    private static ArrayNode mergeByKey(
            ArrayNode present, ArrayNode patch, String key, String field) {
        List<JsonNode> elements = new ArrayList<>();
        present.forEach(elements::add);
        for (JsonNode change : patch) {
            String directive = Trees.text(change, DIRECTIVE);
            if (directive.equals("replace") && !change.has(key)) {
                elements.clear();
                continue;
            }
            int at = indexOf(elements, key, change.path(key));
            if (directive.equals("delete")) {
                if (at >= 0) {
                    elements.remove(at);
                }
            } else {
                ObjectNode element =
                        at >= 0 && elements.get(at) instanceof ObjectNode o ? o : Trees.object();
                merge(element, (ObjectNode) change, field);
                if (at < 0) {
                    elements.add(element);
                }
            }
        }
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        merged.addAll(elements);
        return merged;
    }

    private static int indexOf(List<JsonNode> elements, String key, JsonNode value) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static void addOnce(ArrayNode list, JsonNode value) {
        for (JsonNode present : list) {
            if (present.equals(value)) {
                return;
            }
        }
        list.add(value);
    }

    private static void deleteValues(ObjectNode target, String field, JsonNode values) {
        if (target.get(field) instanceof ArrayNode list) {
            ArrayNode rest = JsonNodeFactory.instance.arrayNode();
            for (JsonNode present : list) {
                boolean goes = false;
                for (JsonNode value : values) {
                    goes |= value.equals(present);
                }
                if (!goes) {
                    rest.add(present);
                }
            }
            target.set(field, rest);
        }
    }
}
