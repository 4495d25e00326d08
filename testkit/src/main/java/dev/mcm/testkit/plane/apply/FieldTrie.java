package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A set of field paths as a tree, in the shape of `fieldsV1`. Immutable.
///
/// @param member whether the path to this node is itself in the set
record FieldTrie(boolean member, SortedMap<String, FieldTrie> children) {

    static final FieldTrie EMPTY = new FieldTrie(false, new TreeMap<>());
    static final FieldTrie LEAF = new FieldTrie(true, new TreeMap<>());

    boolean isEmpty() {
        return !member && children.isEmpty();
    }

    @Nullable FieldTrie child(String step) {
        return children.get(step);
    }

    /// The paths that `value`, found in `field` of the object in `parent`, sets.
    static FieldTrie of(JsonNode value, String field, String parent) {
        if (value instanceof ObjectNode object && !object.isEmpty() && !Schema.isAtomicMap(field)) {
            return new FieldTrie(false, childrenOf(object, field));
        }
        if (value instanceof ArrayNode list && !list.isEmpty()) {
            Schema.ListShape shape = Schema.list(field, parent);
            if (!(shape instanceof Schema.ListShape.Atomic)) {
                SortedMap<String, FieldTrie> children = new TreeMap<>();
                Elements.byPath(list, shape)
                        .forEach((path, e) -> children.put(path, ofElement(e, field)));
                return new FieldTrie(false, children);
            }
        }
        return LEAF;
    }

    static FieldTrie ofElement(JsonNode element, String field) {
        return element instanceof ObjectNode object
                ? new FieldTrie(true, childrenOf(object, field))
                : LEAF;
    }

    private static SortedMap<String, FieldTrie> childrenOf(ObjectNode object, String field) {
        SortedMap<String, FieldTrie> children = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            children.put("f:" + entry.getKey(), of(entry.getValue(), entry.getKey(), field));
        }
        return children;
    }

    FieldTrie union(FieldTrie other) {
        SortedMap<String, FieldTrie> all = new TreeMap<>(children);
        other.children.forEach((step, trie) -> all.merge(step, trie, FieldTrie::union));
        return new FieldTrie(member || other.member, all);
    }

    FieldTrie minus(FieldTrie other) {
        SortedMap<String, FieldTrie> rest = new TreeMap<>();
        children.forEach((step, trie) -> {
            FieldTrie taken = other.child(step);
            FieldTrie left = taken == null ? trie : trie.minus(taken);
            if (!left.isEmpty()) {
                rest.put(step, left);
            }
        });
        return new FieldTrie(member && !other.member, rest);
    }

    /// This set without the paths of `other` and all paths below them.
    FieldTrie minusSubtrees(FieldTrie other) {
        if (other.member) {
            return EMPTY;
        }
        SortedMap<String, FieldTrie> rest = new TreeMap<>();
        children.forEach((step, trie) -> {
            FieldTrie taken = other.child(step);
            FieldTrie left = taken == null ? trie : trie.minusSubtrees(taken);
            if (!left.isEmpty()) {
                rest.put(step, left);
            }
        });
        return new FieldTrie(member, rest);
    }

    FieldTrie intersect(FieldTrie other) {
        SortedMap<String, FieldTrie> both = new TreeMap<>();
        children.forEach((step, trie) -> {
            FieldTrie match = other.child(step);
            FieldTrie shared = match == null ? EMPTY : trie.intersect(match);
            if (!shared.isEmpty()) {
                both.put(step, shared);
            }
        });
        return new FieldTrie(member && other.member, both);
    }

    /// The paths as people read them: `.spec.template.spec.containers[name="main"].image`.
    List<String> paths() {
        List<String> found = new ArrayList<>();
        collect("", found);
        return found;
    }

    private void collect(String prefix, List<String> found) {
        if (member && !prefix.isEmpty()) {
            found.add(prefix);
        }
        children.forEach((step, trie) -> trie.collect(prefix + readable(step), found));
    }

    private static String readable(String step) {
        String body = step.substring(2);
        if (step.startsWith("f:")) {
            return "." + body;
        }
        if (step.startsWith("v:")) {
            return "[=" + body + "]";
        }
        List<String> keys = new ArrayList<>();
        Trees.parse(body).properties().forEach(e -> keys.add(e.getKey() + "=" + e.getValue()));
        return "[" + String.join(",", keys) + "]";
    }

    ObjectNode toFieldsV1() {
        ObjectNode node = Trees.object();
        if (member && !children.isEmpty()) {
            node.putObject(".");
        }
        children.forEach((step, trie) -> node.set(step, trie.toFieldsV1()));
        return node;
    }

    static FieldTrie fromFieldsV1(JsonNode node) {
        SortedMap<String, FieldTrie> children = new TreeMap<>();
        boolean member = node.isEmpty();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (entry.getKey().equals(".")) {
                member = true;
            } else {
                children.put(entry.getKey(), fromFieldsV1(entry.getValue()));
            }
        }
        return new FieldTrie(member, children);
    }
}
