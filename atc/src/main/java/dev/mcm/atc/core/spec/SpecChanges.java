package dev.mcm.atc.core.spec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// What one version of a spec changes in another, by the paths that an update mask takes. Values
/// are left out: they may be long, and not for everybody's eyes.
public final class SpecChanges {
    private SpecChanges() {}

    /// Paths of fields and of entries of maps that differ, in the order of the message; then
    /// instance types that both list and that had another shape before.
    public static List<String> between(ResolvedSpec before, ResolvedSpec after) {
        List<String> changes = new ArrayList<>();
        compare("spec.", before.getSpec(), after.getSpec(), changes);
        Map<String, Shape> earlier = new HashMap<>();
        before.getOptionsList().stream()
                .filter(option ->
                        before.getSpec().getInstanceTypesList().contains(option.getInstanceType()))
                .forEach(option -> earlier.put(option.getInstanceType(), option.getShape()));
        after.getOptionsList().stream()
                .filter(option -> isReshaped(option, earlier))
                .forEach(option -> changes.add("shape of " + option.getInstanceType()));
        return List.copyOf(changes);
    }

    private static boolean isReshaped(ShapeOption option, Map<String, Shape> earlier) {
        return earlier.containsKey(option.getInstanceType())
                && !option.getShape().equals(earlier.get(option.getInstanceType()));
    }

    private static void compare(String at, Message before, Message after, List<String> changes) {
        for (FieldDescriptor field : before.getDescriptorForType().getFields()) {
            Object old = before.getField(field);
            Object now = after.getField(field);
            String path = at + field.getName();
            if (field.isMapField()) {
                compareEntries(path + ".", entries(old), entries(now), changes);
            } else if (old instanceof Message inner && now instanceof Message other) {
                compare(path + ".", inner, other, changes);
            } else if (!old.equals(now) || isGivenOnce(field, before, after)) {
                changes.add(path);
            }
        }
    }

    /// A field of a choice says something also when its value is the default.
    private static boolean isGivenOnce(FieldDescriptor field, Message before, Message after) {
        return field.hasPresence() && before.hasField(field) != after.hasField(field);
    }

    private static void compareEntries(
            String at,
            Map<String, Object> before,
            Map<String, Object> after,
            List<String> changes) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .forEach(key -> changes.add(at + key));
    }

    private static Map<String, Object> entries(Object map) {
        Map<String, Object> entries = new HashMap<>();
        if (map instanceof List<?> list) {
            list.forEach(item -> {
                if (item instanceof MapEntry<?, ?> entry) {
                    entries.put(String.valueOf(entry.getKey()), entry.getValue());
                }
            });
        }
        return entries;
    }
}
