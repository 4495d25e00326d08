package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The conditions in a status.
public final class Conditions {

    private Conditions() {}

    /// @param status `True`, `False` or `Unknown`
    /// @param reason one word, or empty
    record Condition(String type, String status, String reason, String message) {

        static Condition of(String type, boolean holds) {
            return new Condition(type, holds ? "True" : "False", "", "");
        }
    }

    /// Sets a condition in a status that the caller owns; its transition time moves only when its
    /// status changes.
    static void set(ObjectNode status, Condition condition, Instant now) {
        ArrayNode list =
                status.get("conditions") instanceof ArrayNode present
                        ? present
                        : status.putArray("conditions");
        ObjectNode entry = find(list, condition.type());
        if (entry == null) {
            entry = list.addObject().put("type", condition.type());
        }
        if (!Trees.text(entry, "status").equals(condition.status())) {
            entry.put("status", condition.status());
            entry.put("lastTransitionTime", Trees.time(now));
        }
        putOrRemove(entry, "reason", condition.reason());
        putOrRemove(entry, "message", condition.message());
    }

    /// Takes a condition out of a status that the caller owns.
    static void remove(ObjectNode status, String type) {
        if (status.get("conditions") instanceof ArrayNode present) {
            for (int i = present.size() - 1; i >= 0; i--) {
                if (Trees.text(present.get(i), "type").equals(type)) {
                    present.remove(i);
                }
            }
            if (present.isEmpty()) {
                status.remove("conditions");
            }
        }
    }

    private static @Nullable ObjectNode find(ArrayNode list, String type) {
        for (JsonNode entry : list) {
            if (Trees.text(entry, "type").equals(type)) {
                return (ObjectNode) entry;
            }
        }
        return null;
    }

    private static void putOrRemove(ObjectNode entry, String field, String value) {
        if (value.isEmpty()) {
            entry.remove(field);
        } else {
            entry.put(field, value);
        }
    }

    /// `True`, `False`, `Unknown`, or empty when the object has no such condition.
    public static String status(StoredObject object, String type) {
        return field(object, type, "status");
    }

    public static boolean isTrue(StoredObject object, String type) {
        return status(object, type).equals("True");
    }

    /// Since when the condition has its status, or the beginning of time.
    static Instant since(StoredObject object, String type) {
        String text = field(object, type, "lastTransitionTime");
        return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }

    static String field(StoredObject object, String type, String field) {
        for (JsonNode entry : object.at("status", "conditions")) {
            if (Trees.text(entry, "type").equals(type)) {
                return Trees.text(entry, field);
            }
        }
        return "";
    }
}
