package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Strategic merge patch: a merge patch in which lists with a key merge by it, with the directives
/// `$patch`, `$retainKeys`, `$setElementOrder` and `$deleteFromPrimitiveList`.
public final class StrategicMerge {

    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";

    private StrategicMerge() {}

    /// A new tree: `target` with `patch` applied.
    public static ObjectNode apply(ObjectNode target, ObjectNode patch, FieldType type) {
        ObjectNode merged = target.deepCopy();
        merge(merged, patch, type);
        return merged;
    }

    private static void merge(ObjectNode target, ObjectNode patch, FieldType type) {
        if (Trees.text(patch, DIRECTIVE).equals("replace")) {
            target.removeAll();
        }
        if (patch.get(RETAIN) instanceof ArrayNode names) {
            Set<String> retained = new HashSet<>();
            names.forEach(n -> retained.add(n.asText()));
            target.retain(retained);
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            String name = entry.getKey();
            if (name.startsWith(DELETE_VALUES)) {
                deleteValues(target, name.substring(DELETE_VALUES.length()), entry.getValue());
            } else if (!name.startsWith("$")) {
                mergeField(target, name, entry.getValue(), type.field(name));
            }
        }
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            if (entry.getKey().startsWith(ORDER)) {
                String name = entry.getKey().substring(ORDER.length());
                order(target, name, entry.getValue(), type.field(name));
            }
        }
    }

    private static void mergeField(
            ObjectNode target, String name, JsonNode change, FieldType declared) {
        FieldType type = declared.given(change);
        if (change.isNull() || Trees.text(change, DIRECTIVE).equals("delete")) {
            target.remove(name);
        } else if (change instanceof ObjectNode object) {
            ObjectNode child =
                    target.get(name) instanceof ObjectNode present ? present : Trees.object();
            merge(child, object, type);
            target.set(name, child);
        } else if (change instanceof ArrayNode list) {
            ArrayNode present =
                    target.get(name) instanceof ArrayNode array
                            ? array
                            : JsonNodeFactory.instance.arrayNode();
            target.set(name, mergeList(present, list, type));
        } else {
            target.set(name, change);
        }
    }

    private static ArrayNode mergeList(ArrayNode present, ArrayNode patch, FieldType type) {
        return switch (type) {
            case FieldType.SetOf _ -> {
                ArrayNode union = present.deepCopy();
                patch.forEach(v -> addOnce(union, v));
                yield union;
            }
            case FieldType.Keyed(var keys, var element) ->
                    mergeByKey(present, patch, keys.getFirst(), element);
            case FieldType.Atomic _,
                    FieldType.Scalar _,
                    FieldType.Struct _,
                    FieldType.MapOf _,
                    FieldType.Untyped _ ->
                    patch.deepCopy();
        };
    }

    private static ArrayNode mergeByKey(
            ArrayNode present, ArrayNode patch, String key, FieldType type) {
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
                merge(element, (ObjectNode) change, type);
                if (at < 0) {
                    elements.add(element);
                }
            }
        }
        return inOrder(elements, present, patch, key);
    }

    /// What the patch names comes in its order; an element it does not name comes before the first
    /// named one that it stood before. So new elements come first.
    private static ArrayNode inOrder(
            List<JsonNode> elements, ArrayNode present, ArrayNode patch, String key) {
        List<JsonNode> before = new ArrayList<>();
        present.forEach(before::add);
        List<JsonNode> named = new ArrayList<>();
        for (JsonNode change : patch) {
            int at = change.has(key) ? indexOf(elements, key, change.path(key)) : -1;
            if (at >= 0) {
                named.add(elements.remove(at));
            }
        }
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        int next = 0;
        for (JsonNode element : named) {
            int place = indexOf(before, key, element.path(key));
            while (next < elements.size()
                    && indexOf(before, key, elements.get(next).path(key)) < place) {
                merged.add(elements.get(next++));
            }
            merged.add(element);
        }
        merged.addAll(elements.subList(next, elements.size()));
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

    /// Puts the elements that the order names into that order; others keep their places before the
    /// named ones that they stood before.
    private static void order(ObjectNode target, String name, JsonNode order, FieldType type) {
        if (!(target.get(name) instanceof ArrayNode list)) {
            return;
        }
        List<JsonNode> named = new ArrayList<>();
        for (JsonNode wanted : order) {
            for (JsonNode element : list) {
                if (isNamed(element, wanted, type)) {
                    named.add(element);
                }
            }
        }
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        int next = 0;
        for (JsonNode element : list) {
            if (!contains(named, element)) {
                sorted.add(element);
            } else if (next < named.size()) {
                sorted.add(named.get(next++));
            }
        }
        target.set(name, sorted);
    }

    private static boolean isNamed(JsonNode element, JsonNode wanted, FieldType type) {
        return type instanceof FieldType.Keyed keyed
                ? element.path(keyed.keys().getFirst()).equals(wanted.path(keyed.keys().getFirst()))
                : element.equals(wanted);
    }

    @SuppressWarnings("ReferenceEquality") // Equal elements are still several.
    private static boolean contains(List<JsonNode> elements, JsonNode wanted) {
        return elements.stream().anyMatch(e -> e == wanted);
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
