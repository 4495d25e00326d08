package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Takes out of a tree what a manager applied last time, applies no more, and nobody else owns.
final class Prune {

    private Prune() {}

    /// @param dropped what the manager gave up
    /// @param kept what anybody (that manager included) still owns
    static void object(ObjectNode tree, FieldTrie dropped, FieldTrie kept, String field) {
        dropped.children()
                .forEach((step, trie) -> {
                    String name = step.substring(2);
                    JsonNode value = tree.path(name);
                    FieldTrie keep = keep(kept, step);
                    if (keep.isEmpty() && trie.member()) {
                        tree.remove(name);
                    } else if (value instanceof ObjectNode child) {
                        object(child, trie, keep, name);
                        removeIfEmpty(tree, name, child, keep);
                    } else if (value instanceof ArrayNode child) {
                        list(child, trie, keep, name, field);
                        removeIfEmpty(tree, name, child, keep);
                    }
                });
    }

    private static void list(
            ArrayNode list, FieldTrie dropped, FieldTrie kept, String field, String parent) {
        Schema.ListShape shape = Schema.list(field, parent);
        if (shape instanceof Schema.ListShape.Atomic) {
            return;
        }
        List<JsonNode> rest = new ArrayList<>();
        for (JsonNode element : list) {
            String step = Elements.path(element, shape);
            FieldTrie gone = dropped.child(step);
            FieldTrie keep = keep(kept, step);
            if (gone == null) {
                rest.add(element);
            } else if (!(keep.isEmpty() && gone.member())) {
                if (element instanceof ObjectNode object) {
                    object(object, gone, keep, field);
                }
                rest.add(element);
            }
        }
        list.removeAll();
        list.addAll(rest);
    }

    private static FieldTrie keep(FieldTrie kept, String step) {
        FieldTrie keep = kept.child(step);
        return keep == null ? FieldTrie.EMPTY : keep;
    }

    private static void removeIfEmpty(
            ObjectNode tree, String name, JsonNode child, FieldTrie keep) {
        if (child.isEmpty() && keep.isEmpty()) {
            tree.remove(name);
        }
    }
}
