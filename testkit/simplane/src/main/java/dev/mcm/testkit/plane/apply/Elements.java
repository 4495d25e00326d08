package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The elements of a merging list under the names that `managedFields` gives them: `k:{"name":"a"}`
/// or `v:"a"`.
final class Elements {

    private Elements() {}

    /// The elements by their names; of those with the same name the last.
    static Map<String, JsonNode> byPath(ArrayNode list, FieldType type) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        list.forEach(e -> elements.put(path(e, type), e));
        return elements;
    }

    static String path(JsonNode element, FieldType type) {
        return type instanceof FieldType.Keyed keyed
                ? "k:" + json(key(element, keyed))
                : "v:" + json(element);
    }

    private static ObjectNode key(JsonNode element, FieldType.Keyed list) {
        ObjectNode key = Trees.object();
        List<String> fields = list.keys();
        for (String field : fields.size() == 1 ? fields : new TreeSet<>(fields)) {
            JsonNode value = element.path(field);
            if (!value.isMissingNode()) {
                key.set(field, value);
            } else if (list.elements().field(field) instanceof FieldType.Scalar(var standard)
                    && standard != null) {
                key.set(field, standard);
            }
        }
        return key;
    }

    private static String json(JsonNode node) {
        return new String(Trees.bytes(node), StandardCharsets.UTF_8);
    }
}
