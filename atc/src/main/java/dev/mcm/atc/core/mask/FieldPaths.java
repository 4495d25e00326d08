package dev.mcm.atc.core.mask;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paths of fields in a message: names with dots between. Below a map with text keys everything is
/// one key, dots included.
public final class FieldPaths {
    private FieldPaths() {}

    /// Whether the path names a field of `type`, or an entry of one of its maps.
    public static boolean names(Descriptor type, String path) {
        int dot = path.indexOf('.');
        @Nullable FieldDescriptor field = type.findFieldByName(head(path));
        if (field == null || dot < 0) {
            return field != null;
        }
        String rest = path.substring(dot + 1);
        return !rest.isEmpty()
                && (hasTextKeys(field)
                        || (isMessage(field) && names(field.getMessageType(), rest)));
    }

    /// Gives `target` the value that `given` has for the path: a list or map is replaced whole, a
    /// field that is not set goes back to its default, an entry that is not there is removed.
    ///
    /// @param path names a field of both
    public static void apply(String path, Message.Builder target, Message given) {
        @Nullable FieldDescriptor field = given.getDescriptorForType().findFieldByName(head(path));
        if (field == null) {
            throw new IllegalArgumentException("path '" + path + "' names no field");
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            applyWhole(field, target, given);
        } else if (field.isMapField()) {
            applyEntry(field, path.substring(dot + 1), target, given);
        } else if (target.hasField(field) || given.hasField(field)) {
            apply(
                    path.substring(dot + 1),
                    target.getFieldBuilder(field),
                    (Message) given.getField(field));
        }
    }

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
    }

    private static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static boolean hasTextKeys(FieldDescriptor field) {
        return field.isMapField() && key(field).getType() == FieldDescriptor.Type.STRING;
    }

    private static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    private static void applyWhole(FieldDescriptor field, Message.Builder target, Message given) {
        if (field.isRepeated() || given.hasField(field)) {
            target.setField(field, given.getField(field));
        } else {
            target.clearField(field);
        }
    }

    private static void applyEntry(
            FieldDescriptor map, String key, Message.Builder target, Message given) {
        List<Message> entries = new ArrayList<>(entries(map, target.getField(map)));
        entries.removeIf(entry -> entry.getField(key(map)).equals(key));
        entries(map, given.getField(map)).stream()
                .filter(entry -> entry.getField(key(map)).equals(key))
                .forEach(entries::add);
        target.setField(map, entries);
    }

    private static List<Message> entries(FieldDescriptor map, Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(map.getFullName() + " is no map");
        }
        return list.stream().map(Message.class::cast).toList();
    }
}
