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

    /// This set with the path to its root in it.
    FieldTrie asMember() {
        return member ? this : new FieldTrie(true, children);
    }

    /// The paths that a value sets.
    static FieldTrie of(JsonNode value, FieldType declared) {
        FieldType type = declared.given(value);
        if (type.isLeaf()) {
            return LEAF;
        }
        SortedMap<String, FieldTrie> children = new TreeMap<>();
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                FieldTrie child = ofField(entry.getKey(), entry.getValue(), type);
                if (!child.isEmpty()) {
                    children.put("f:" + entry.getKey(), child);
                }
            }
        } else if (value instanceof ArrayNode list) {
            Elements.byPath(list, type)
                    .forEach((path, e) -> children.put(path, of(e, type.element()).asMember()));
        }
        return new FieldTrie(false, children);
    }

    private static FieldTrie ofField(String name, JsonNode value, FieldType parent) {
        FieldTrie trie = of(value, parent.field(name));
        boolean bare = value.isNull() || (value.isObject() && value.isEmpty());
        return bare || !parent.declares(name) ? trie.asMember() : trie;
    }

    /// This set with the paths of declared fields that it has paths below.
    FieldTrie withNamedFields(FieldType type) {
        if (children.isEmpty()) {
            return this;
        }
        SortedMap<String, FieldTrie> all = new TreeMap<>();
        children.forEach((step, trie) -> {
            if (step.startsWith("f:")) {
                String name = step.substring(2);
                FieldTrie inner = trie.withNamedFields(type.field(name));
                all.put(step, type.declares(name) ? inner.asMember() : inner);
            } else {
                all.put(step, trie.withNamedFields(type.element()));
            }
        });
        return new FieldTrie(member, all);
    }

    FieldTrie union(FieldTrie other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        SortedMap<String, FieldTrie> all = new TreeMap<>(children);
        other.children.forEach((step, trie) -> all.merge(step, trie, FieldTrie::union));
        return new FieldTrie(member || other.member, all);
    }

    /// This set without the fields that it has paths below, but with the elements of lists: a field
    /// that was emptied is still there.
    FieldTrie withoutEmptied() {
        SortedMap<String, FieldTrie> all = new TreeMap<>();
        children.forEach((step, trie) -> {
            FieldTrie inner = trie.withoutEmptied();
            boolean emptied = step.startsWith("f:") && !inner.children.isEmpty();
            all.put(step, emptied ? new FieldTrie(false, inner.children) : inner);
        });
        return new FieldTrie(member, all);
    }

    FieldTrie minus(FieldTrie other) {
        if (other.isEmpty()) {
            return this;
        }
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

    FieldTrie intersect(FieldTrie other) {
        if (isEmpty() || other.isEmpty()) {
            return EMPTY;
        }
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

    /// All fields of one level before those below them.
    private void collect(String prefix, List<String> found) {
        children.forEach((step, trie) -> {
            if (trie.member) {
                found.add(prefix + readable(step));
            }
        });
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
