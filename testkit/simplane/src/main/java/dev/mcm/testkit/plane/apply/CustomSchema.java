package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the structural schema of a custom resource definition as far as merging, ownership and
/// pruning depend on it. Values are not validated.
public final class CustomSchema {

    private static final String PREFIX = "x-kubernetes-";

    private CustomSchema() {}

    /// The type of the objects whose `openAPIV3Schema` is given.
    public static FieldType of(JsonNode schema) {
        Map<String, FieldType> fields = new LinkedHashMap<>(properties(schema));
        fields.put("apiVersion", FieldType.SCALAR);
        fields.put("kind", FieldType.SCALAR);
        fields.put("metadata", FieldTypes.byName("meta.v1.ObjectMeta"));
        return new FieldType.Struct(false, isOpen(schema), fields);
    }

    private static Map<String, FieldType> properties(JsonNode schema) {
        Map<String, FieldType> fields = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(e -> fields.put(e.getKey(), type(e.getValue())));
        return fields;
    }

    private static boolean isOpen(JsonNode schema) {
        return schema.path(PREFIX + "preserve-unknown-fields").asBoolean() || schema.isEmpty();
    }

    private static FieldType type(JsonNode schema) {
        return switch (Trees.text(schema, "type")) {
            case "object" -> object(schema);
            case "array" -> list(schema);
            case "" ->
                    schema.path(PREFIX + "int-or-string").asBoolean()
                            ? FieldType.SCALAR
                            : FieldType.UNTYPED;
            default -> FieldType.SCALAR;
        };
    }

    private static FieldType object(JsonNode schema) {
        boolean atomic = Trees.text(schema, PREFIX + "map-type").equals("atomic");
        if (schema.path("properties").isObject()) {
            return new FieldType.Struct(atomic, isOpen(schema), properties(schema));
        }
        if (schema.path("additionalProperties") instanceof ObjectNode values) {
            return new FieldType.MapOf(atomic, type(values));
        }
        return FieldType.UNTYPED;
    }

    private static FieldType list(JsonNode schema) {
        FieldType elements = type(schema.path("items"));
        return switch (Trees.text(schema, PREFIX + "list-type")) {
            case "map" -> {
                List<String> keys = new ArrayList<>();
                schema.path(PREFIX + "list-map-keys").forEach(k -> keys.add(k.asText()));
                yield new FieldType.Keyed(keys, elements);
            }
            case "set" -> new FieldType.SetOf();
            default -> new FieldType.Atomic(elements);
        };
    }
}
