package dev.mcm.testkit.plane.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One version of one object. The tree must not be changed: `copy` first.
public record StoredObject(
        ResourceType type, ObjectKey key, long resourceVersion, ObjectNode tree) {

    /// A tree the caller may change.
    public ObjectNode copy() {
        return tree.deepCopy();
    }

    public String uid() {
        return text("metadata", "uid");
    }

    public JsonNode labels() {
        return at("metadata", "labels");
    }

    public String label(String name) {
        return text("metadata", "labels", name);
    }

    public String annotation(String name) {
        return text("metadata", "annotations", name);
    }

    public boolean isDeleting() {
        return !text("metadata", "deletionTimestamp").isEmpty();
    }

    public JsonNode at(String... path) {
        return Trees.at(tree, path);
    }

    public String text(String... path) {
        return Trees.text(tree, path);
    }

    public int number(int absent, String... path) {
        return Trees.number(tree, absent, path);
    }

    /// The uid of the owner that controls this object, or empty.
    public String controllerUid() {
        for (JsonNode owner : at("metadata", "ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Trees.text(owner, "uid");
            }
        }
        return "";
    }
}
