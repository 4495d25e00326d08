package dev.mcm.atc.core.mask;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Paths of fields in a message: names with dots between, as [FieldMaskUtil] has them, and entries
/// of maps, which it does not know: below a map with text keys everything is one key, dots
/// included.
public final class FieldPaths {
    private static final MergeOptions REPLACE =
            new MergeOptions()
                    .setReplaceMessageFields(true)
                    .setReplaceRepeatedFields(true)
                    .setReplacePrimitiveFields(true);

    private FieldPaths() {}

    /// An entry of a map.
    ///
    /// @param parents messages that lead to the map, outermost first
    private record Entry(List<FieldDescriptor> parents, FieldDescriptor map, String key) {}

    /// Whether the path names a field of `type`, or an entry of one of its maps.
    public static boolean names(Descriptor type, String path) {
        return isField(type, path) || entry(type, path) != null;
    }

    /// Gives `target` the value that `given` has for the path: a list or map is replaced whole, a
    /// field that is not set goes back to its default, an entry that is not there is removed.
    ///
    /// @param path names a field of both
    public static void apply(String path, Message.Builder target, Message given) {
        @Nullable Entry entry = entry(given.getDescriptorForType(), path);
        if (entry != null) {
            apply(entry, target, given);
        } else if (isField(given.getDescriptorForType(), path)) {
            FieldMask mask = FieldMask.newBuilder().addPaths(path).build();
            FieldMaskUtil.merge(mask, given, target, REPLACE);
        } else {
            throw new IllegalArgumentException(
                    "path '"
                            + path
                            + "' (expected: a field of "
                            + given.getDescriptorForType().getFullName()
                            + ")");
        }
    }

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isRepeated();
    }

    /// Dots at the end would be cut off by [FieldMaskUtil].
    private static boolean isField(Descriptor type, String path) {
        return !path.endsWith(".") && FieldMaskUtil.isValid(type, path);
    }

    private static @Nullable Entry entry(Descriptor type, String path) {
        List<FieldDescriptor> parents = new ArrayList<>();
        Descriptor message = type;
        String rest = path;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            @Nullable FieldDescriptor field = message.findFieldByName(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
            if (field != null && hasTextKeys(field)) {
                return rest.isEmpty() ? null : new Entry(parents, field, rest);
            }
            if (field == null || !isMessage(field)) {
                return null;
            }
            parents.add(field);
            message = field.getMessageType();
        }
        return null;
    }

    private static boolean hasTextKeys(FieldDescriptor field) {
        return field.isMapField() && key(field).getType() == FieldDescriptor.Type.STRING;
    }

    private static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    private static void apply(Entry entry, Message.Builder target, Message given) {
        Message.Builder changed = target;
        Message source = given;
        for (FieldDescriptor parent : entry.parents()) {
            if (!changed.hasField(parent) && !source.hasField(parent)) {
                return;
            }
            changed = changed.getFieldBuilder(parent);
            source = (Message) source.getField(parent);
        }
        FieldDescriptor map = entry.map();
        List<Message> entries = new ArrayList<>(entries(map, changed.getField(map)));
        entries.removeIf(other -> other.getField(key(map)).equals(entry.key()));
        entries(map, source.getField(map)).stream()
                .filter(other -> other.getField(key(map)).equals(entry.key()))
                .forEach(entries::add);
        changed.setField(map, entries);
    }

    private static List<Message> entries(FieldDescriptor map, Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    map.getFullName() + ": " + value + " (expected: a map)");
        }
        return list.stream().map(Message.class::cast).toList();
    }
}
