package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;

/// JSON patch, RFC 6902.
public final class JsonPatch {

    private JsonPatch() {}

    /// A new tree: `target` after all `operations`.
    ///
    /// @throws StatusException when an operation does not fit the tree or a test fails
    public static ObjectNode apply(ObjectNode target, ArrayNode operations) {
        ObjectNode tree = target.deepCopy();
        for (JsonNode operation : operations) {
            run(tree, operation);
        }
        return tree;
    }

    private static void run(ObjectNode tree, JsonNode operation) {
        JsonPointer path = pointer(operation, "path");
        JsonNode value = operation.path("value").deepCopy();
        switch (Trees.text(operation, "op")) {
            case "add" -> add(tree, path, value);
            case "remove" -> remove(tree, path);
            case "replace" -> set(tree, path, value);
            case "test" -> {
                if (!tree.at(path).equals(value)) {
                    throw refused();
                }
            }
            case "move" -> {
                JsonPointer from = pointer(operation, "from");
                JsonNode moved = require(tree, from);
                remove(tree, from);
                add(tree, path, moved);
            }
            case "copy" -> add(tree, path, require(tree, pointer(operation, "from")).deepCopy());
            default -> throw refused();
        }
    }

    private static void add(ObjectNode tree, JsonPointer path, JsonNode value) {
        if (tree.at(path.head()) instanceof ArrayNode list) {
            String last = path.last().getMatchingProperty();
            int at = last.equals("-") ? list.size() : index(path, list.size());
            list.insert(at, value);
        } else {
            set(tree, path, value);
        }
    }

    private static void set(ObjectNode tree, JsonPointer path, JsonNode value) {
        JsonNode parent = tree.at(path.head());
        if (parent instanceof ObjectNode object) {
            object.set(path.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode list) {
            list.set(index(path, list.size() - 1), value);
        } else {
            throw refused();
        }
    }

    private static void remove(ObjectNode tree, JsonPointer path) {
        require(tree, path);
        JsonNode parent = tree.at(path.head());
        if (parent instanceof ObjectNode object) {
            object.remove(path.last().getMatchingProperty());
        } else if (parent instanceof ArrayNode list) {
            list.remove(index(path, list.size() - 1));
        }
    }

    private static int index(JsonPointer path, int most) {
        int index = path.last().getMatchingIndex();
        if (index < 0 || index > most) {
            throw refused();
        }
        return index;
    }

    private static JsonNode require(ObjectNode tree, JsonPointer path) {
        JsonNode found = tree.at(path);
        if (found.isMissingNode()) {
            throw refused();
        }
        return found;
    }

    private static JsonPointer pointer(JsonNode operation, String field) {
        String text = Trees.text(operation, field);
        if (!text.startsWith("/")) {
            throw refused();
        }
        return JsonPointer.compile(text);
    }

    private static StatusException refused() {
        return StatusException.unprocessable();
    }
}
