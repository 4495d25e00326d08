package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a field may hold, as far as merging and ownership depend on it.
@SuppressWarnings("ClassInitializationDeadlock") // The records have no static state.
public sealed interface FieldType {

    /// One value.
    ///
    /// @param standard what an absent field counts as when it is part of a list's key
    record Scalar(@Nullable JsonNode standard) implements FieldType {}

    /// An object with declared fields.
    ///
    /// @param atomic owned and replaced as one value
    /// @param open whether undeclared fields may be there; they are untyped
    record Struct(boolean atomic, boolean open, Map<String, FieldType> fields)
            implements FieldType {

        public Struct {
            fields = Map.copyOf(fields);
        }
    }

    /// An object with keys of the user.
    record MapOf(boolean atomic, FieldType values) implements FieldType {}

    /// A list that is owned and replaced as one value.
    record Atomic(FieldType elements) implements FieldType {}

    /// A list of different values.
    record SetOf() implements FieldType {}

    /// A list of objects that are told apart by the fields of a key.
    record Keyed(List<String> keys, FieldType elements) implements FieldType {

        public Keyed {
            keys = List.copyOf(keys);
        }
    }

    /// Anything: objects merge by field, lists are one value.
    record Untyped() implements FieldType {}

    FieldType SCALAR = new Scalar(null);
    FieldType UNTYPED = new Untyped();
    FieldType UNTYPED_LIST = new Atomic(UNTYPED);
    FieldType UNTYPED_MAP = new MapOf(false, UNTYPED);

    /// This type, or for an untyped field the one that `value` shows.
    default FieldType given(JsonNode value) {
        if (!(this instanceof Untyped)) {
            return this;
        }
        return switch (value) {
            case ObjectNode _ -> UNTYPED_MAP;
            case ArrayNode _ -> UNTYPED_LIST;
            default -> SCALAR;
        };
    }

    /// Whether a value of this type has one owner as a whole.
    default boolean isLeaf() {
        return switch (this) {
            case Scalar _, Atomic _, Untyped _ -> true;
            case Struct struct -> struct.atomic();
            case MapOf map -> map.atomic();
            case SetOf _, Keyed _ -> false;
        };
    }

    /// The type of a field of an object of this type.
    default FieldType field(String name) {
        return switch (this) {
            case Struct struct -> struct.fields().getOrDefault(name, UNTYPED);
            case MapOf map -> map.values();
            case Scalar _, Atomic _, SetOf _, Keyed _, Untyped _ -> UNTYPED;
        };
    }

    /// Whether the type itself names the field.
    default boolean declares(String name) {
        return this instanceof Struct struct && struct.fields().containsKey(name);
    }

    /// The type of a list's elements.
    default FieldType element() {
        return switch (this) {
            case Atomic list -> list.elements();
            case Keyed list -> list.elements();
            case SetOf _ -> SCALAR;
            case Scalar _, Struct _, MapOf _, Untyped _ -> UNTYPED;
        };
    }
}
