package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lays an applied configuration over a live tree: maps and keyed lists merge, everything else is
/// replaced. Parts that do not change are shared with the live tree.
final class TreeMerge {

    private TreeMerge() {}

    static ObjectNode merge(ObjectNode live, ObjectNode applied, FieldType type) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        merged.setAll(live);
        for (Map.Entry<String, JsonNode> entry : applied.properties()) {
            String name = entry.getKey();
            JsonNode present = live.get(name);
            JsonNode wanted = entry.getValue();
            if (present != null) {
                wanted = merge(present, wanted, type.field(name));
            }
            if (wanted.isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, wanted);
            }
        }
        return merged;
    }

    private static JsonNode merge(JsonNode live, JsonNode applied, FieldType declared) {
        FieldType type = declared.given(applied);
        if (applied.isNull() && !type.isLeaf()) {
            return live;
        }
        if (!type.isLeaf() && live instanceof ObjectNode a && applied instanceof ObjectNode b) {
            return a.isEmpty() ? b : merge(a, b, type);
        }
        if (!type.isLeaf() && live instanceof ArrayNode a && applied instanceof ArrayNode b) {
            return a.isEmpty() ? b : lists(a, b, type);
        }
        return applied;
    }

    /// Keeps the applied order among applied elements, and puts live elements where they were
    /// between them, as structured-merge-diff does.
    private static ArrayNode lists(ArrayNode live, ArrayNode applied, FieldType type) {
        Map<String, JsonNode> was = Elements.byPath(live, type);
        Map<String, JsonNode> now = Elements.byPath(applied, type);
        List<String> left = new ArrayList<>(was.keySet());
        List<String> right = new ArrayList<>(now.keySet());
        Deque<String> shared = new ArrayDeque<>(right);
        shared.removeIf(p -> !was.containsKey(p));
        Set<String> done = new HashSet<>();
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size()) {
                String path = left.get(l);
                boolean both = r < right.size();
                if (both
                        && now.containsKey(path)
                        && !path.equals(right.get(r))
                        && !shared.isEmpty()
                        && !path.equals(shared.peek())) {
                    l++;
                    continue;
                }
                if (!now.containsKey(path)) {
                    merged.add(was.get(path));
                    l++;
                    continue;
                }
                if (done.contains(path) || (both && path.equals(right.get(r)))) {
                    l++;
                }
            }
            if (r < right.size()) {
                String path = right.get(r++);
                merged.add(element(was, now, path, type));
                done.add(path);
                if (path.equals(shared.peek())) {
                    shared.poll();
                }
            }
        }
        return merged;
    }

    private static JsonNode element(
            Map<String, JsonNode> was, Map<String, JsonNode> now, String path, FieldType type) {
        JsonNode wanted = now.getOrDefault(path, JsonNodeFactory.instance.nullNode());
        JsonNode live = was.get(path);
        return live == null ? wanted : merge(live, wanted, type.element());
    }
}
