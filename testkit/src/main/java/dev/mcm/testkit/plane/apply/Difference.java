package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a write changed.
///
/// @param set paths whose value is new or other than before
/// @param removed paths that are no more
record Difference(FieldTrie set, FieldTrie removed) {

    private static final Difference NONE = new Difference(FieldTrie.EMPTY, FieldTrie.EMPTY);

    static Difference between(ObjectNode before, ObjectNode after) {
        return ofObjects(before, after, "");
    }

    private static Difference of(JsonNode before, JsonNode after, String field, String parent) {
        if (before.equals(after)) {
            return NONE;
        }
        if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            if (!Schema.isAtomicMap(field) && !a.isEmpty() && !b.isEmpty()) {
                return ofObjects(a, b, field);
            }
        }
        if (before instanceof ArrayNode a && after instanceof ArrayNode b) {
            Schema.ListShape shape = Schema.list(field, parent);
            if (!(shape instanceof Schema.ListShape.Atomic) && !a.isEmpty() && !b.isEmpty()) {
                return ofLists(a, b, shape, field);
            }
        }
        return new Difference(
                FieldTrie.of(after, field, parent),
                FieldTrie.of(before, field, parent).minus(FieldTrie.of(after, field, parent)));
    }

    private static Difference ofObjects(ObjectNode before, ObjectNode after, String field) {
        Collector found = new Collector();
        for (Map.Entry<String, JsonNode> entry : after.properties()) {
            String step = "f:" + entry.getKey();
            JsonNode old = before.path(entry.getKey());
            if (old.isMissingNode()) {
                found.set(step, FieldTrie.of(entry.getValue(), entry.getKey(), field));
            } else {
                found.add(step, of(old, entry.getValue(), entry.getKey(), field));
            }
        }
        for (Map.Entry<String, JsonNode> entry : before.properties()) {
            if (!after.has(entry.getKey())) {
                found.removed(
                        "f:" + entry.getKey(),
                        FieldTrie.of(entry.getValue(), entry.getKey(), field));
            }
        }
        return found.difference();
    }

    private static Difference ofLists(
            ArrayNode before, ArrayNode after, Schema.ListShape shape, String field) {
        Map<String, JsonNode> old = Elements.byPath(before, shape);
        Map<String, JsonNode> now = Elements.byPath(after, shape);
        Collector found = new Collector();
        now.forEach((step, element) -> {
            JsonNode was = old.get(step);
            if (was == null) {
                found.set(step, FieldTrie.ofElement(element, field));
            } else if (was instanceof ObjectNode a && element instanceof ObjectNode b) {
                found.add(step, ofObjects(a, b, field));
            }
        });
        old.forEach((step, element) -> {
            if (!now.containsKey(step)) {
                found.removed(step, FieldTrie.ofElement(element, field));
            }
        });
        return found.difference();
    }

    private static final class Collector {
        private final SortedMap<String, FieldTrie> set = new TreeMap<>();
        private final SortedMap<String, FieldTrie> removed = new TreeMap<>();

        void set(String step, FieldTrie trie) {
            if (!trie.isEmpty()) {
                set.put(step, trie);
            }
        }

        void removed(String step, FieldTrie trie) {
            if (!trie.isEmpty()) {
                removed.put(step, trie);
            }
        }

        void add(String step, Difference difference) {
            set(step, difference.set());
            removed(step, difference.removed());
        }

        Difference difference() {
            return new Difference(new FieldTrie(false, set), new FieldTrie(false, removed));
        }
    }
}
