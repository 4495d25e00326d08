package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a write changed, by the rules of structured-merge-diff, which Kubernetes uses.
///
/// @param set paths that are new or whose value is other than before
/// @param removed paths that are no more
@SuppressWarnings("ReferenceEquality") // The same part is an equal part, and known to be at once.
record Difference(FieldTrie set, FieldTrie removed) {

    private static final Difference NONE = new Difference(FieldTrie.EMPTY, FieldTrie.EMPTY);
    private static final Difference SET = new Difference(FieldTrie.LEAF, FieldTrie.EMPTY);
    private static final Difference REMOVED = new Difference(FieldTrie.EMPTY, FieldTrie.LEAF);

    boolean isEmpty() {
        return set.isEmpty() && removed.isEmpty();
    }

    static Difference between(ObjectNode before, ObjectNode after, FieldType type) {
        return before == after ? NONE : ofObjects(before, after, type);
    }

    private static Difference of(
            @Nullable JsonNode before, @Nullable JsonNode after, FieldType declared) {
        if (before == after) {
            return NONE;
        }
        JsonNode shown = after == null ? before : after;
        if (shown == null) {
            return NONE;
        }
        FieldType type = declared.given(shown);
        boolean leaf = type.isLeaf() || (isEmpty(before) && isEmpty(after));
        if (!leaf && fits(before, shown) && fits(after, shown)) {
            Difference inside = inside(before, after, type);
            if (before == null) {
                return new Difference(inside.set().asMember(), inside.removed());
            }
            return after == null
                    ? new Difference(inside.set(), inside.removed().asMember())
                    : inside;
        }
        if (after == null) {
            return REMOVED;
        }
        return after.equals(before) ? NONE : SET;
    }

    private static Difference inside(
            @Nullable JsonNode before, @Nullable JsonNode after, FieldType type) {
        return before instanceof ObjectNode || after instanceof ObjectNode
                ? ofObjects((ObjectNode) before, (ObjectNode) after, type)
                : ofLists((ArrayNode) before, (ArrayNode) after, type);
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node == null || (node.isEmpty() && node.isContainerNode()) || node.isNull();
    }

    private static boolean fits(@Nullable JsonNode node, JsonNode shown) {
        return node == null || (node.isContainerNode() && node.getClass() == shown.getClass());
    }

    private static Difference ofObjects(
            @Nullable ObjectNode before, @Nullable ObjectNode after, FieldType type) {
        Collector found = new Collector();
        if (after != null) {
            for (Map.Entry<String, JsonNode> entry : after.properties()) {
                String name = entry.getKey();
                JsonNode old = before == null ? null : before.get(name);
                if (old != entry.getValue()) {
                    found.add("f:" + name, of(old, entry.getValue(), type.field(name)));
                }
            }
        }
        if (before != null) {
            for (Map.Entry<String, JsonNode> entry : before.properties()) {
                String name = entry.getKey();
                if (after == null || !after.has(name)) {
                    found.add("f:" + name, of(entry.getValue(), null, type.field(name)));
                }
            }
        }
        return found.difference();
    }

    private static Difference ofLists(
            @Nullable ArrayNode before, @Nullable ArrayNode after, FieldType type) {
        Map<String, JsonNode> old = before == null ? Map.of() : Elements.byPath(before, type);
        Map<String, JsonNode> now = after == null ? Map.of() : Elements.byPath(after, type);
        Collector found = new Collector();
        now.forEach((step, element) -> found.add(step, of(old.get(step), element, type.element())));
        old.forEach((step, element) -> {
            if (!now.containsKey(step)) {
                found.add(step, of(element, null, type.element()));
            }
        });
        return found.difference();
    }

    private static final class Collector {
        private final SortedMap<String, FieldTrie> set = new TreeMap<>();
        private final SortedMap<String, FieldTrie> removed = new TreeMap<>();

        void add(String step, Difference difference) {
            if (!difference.set().isEmpty()) {
                set.put(step, difference.set());
            }
            if (!difference.removed().isEmpty()) {
                removed.put(step, difference.removed());
            }
        }

        Difference difference() {
            return set.isEmpty() && removed.isEmpty()
                    ? NONE
                    : new Difference(new FieldTrie(false, set), new FieldTrie(false, removed));
        }
    }
}
