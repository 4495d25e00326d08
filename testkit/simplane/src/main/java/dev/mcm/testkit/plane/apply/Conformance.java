package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Brings a tree into the form that a server with Go types has it in: unknown fields, nulls, and
/// empty maps and lists are dropped.
public final class Conformance {

    private final List<String> unknown = new ArrayList<>();

    private Conformance() {}

    /// Changes `tree`, which the caller owns, and returns the paths of the unknown fields it had.
    public static List<String> enforce(ObjectNode tree, FieldType type) {
        Conformance conformance = new Conformance();
        conformance.object(tree, type, "");
        return conformance.unknown;
    }

    private void object(ObjectNode object, FieldType type, String path) {
        boolean closed = type instanceof FieldType.Struct struct && !struct.open();
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> entry = fields.next();
            String name = entry.getKey();
            if (closed && !type.declares(name)) {
                unknown.add(path + name);
                fields.remove();
            } else if (isDropped(entry.getValue(), type.field(name))) {
                fields.remove();
            } else if (entry.getValue().isContainerNode()) {
                inside(entry.getValue(), type.field(name), path + name);
            }
        }
    }

    private static boolean isDropped(JsonNode value, FieldType type) {
        boolean structure =
                type instanceof FieldType.Struct
                        || type instanceof FieldType.Untyped
                        || type instanceof FieldType.Scalar;
        return value.isNull() || (value.isContainerNode() && value.isEmpty() && !structure);
    }

    private void inside(JsonNode value, FieldType declared, String path) {
        FieldType type = declared.given(value);
        if (value instanceof ObjectNode object) {
            if (!(type instanceof FieldType.Scalar)) {
                object(object, type, path + ".");
            }
        } else if (value instanceof ArrayNode list) {
            int index = 0;
            for (JsonNode element : list) {
                inside(element, type.element(), path + "[" + index++ + "]");
            }
        }
    }
}
