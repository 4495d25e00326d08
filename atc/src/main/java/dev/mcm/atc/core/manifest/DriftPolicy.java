package dev.mcm.atc.core.manifest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether an object is as it should be. Only what MCM owns is compared: fields that the plane
/// fills in or that others add are not drift, as server-side apply leaves them alone too.
public final class DriftPolicy {
    private static final String NAME = "name";

    private DriftPolicy() {}

    /// Path of the first field that differs from what is wanted; empty = none does.
    public static Optional<String> firstDifference(Map<String, ?> wanted, Map<String, ?> actual) {
        return inObject("", wanted, actual);
    }

    private static Optional<String> inObject(String path, Map<?, ?> wanted, Map<?, ?> actual) {
        for (Map.Entry<?, ?> entry : wanted.entrySet()) {
            String field = path + "/" + entry.getKey();
            Optional<String> found = in(field, entry.getValue(), actual.get(entry.getKey()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> in(String path, Object wanted, @Nullable Object actual) {
        return switch (wanted) {
            case Map<?, ?> object when actual instanceof Map<?, ?> other ->
                    inObject(path, object, other);
            case List<?> items when actual instanceof List<?> others -> inList(path, items, others);
            case Number number when actual instanceof Number other ->
                    differs(path, number.longValue() != other.longValue());
            default -> differs(path, !Objects.equals(wanted, actual));
        };
    }

    /// Items with a name are found by name; others have the same place, and there are as many.
    private static Optional<String> inList(String path, List<?> wanted, List<?> actual) {
        boolean named =
                wanted.stream()
                        .allMatch(item ->
                                item instanceof Map<?, ?> object && object.containsKey(NAME));
        if (!named && wanted.size() != actual.size()) {
            return Optional.of(path);
        }
        for (int i = 0; i < wanted.size(); i++) {
            Object item = wanted.get(i);
            @Nullable Object other = named ? byName(actual, (Map<?, ?>) item) : actual.get(i);
            Optional<String> found = in(path + "/" + i, item, other);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object byName(List<?> items, Map<?, ?> wanted) {
        return items.stream()
                .filter(item ->
                        item instanceof Map<?, ?> object
                                && Objects.equals(object.get(NAME), wanted.get(NAME)))
                .findFirst()
                .orElse(null);
    }

    private static Optional<String> differs(String path, boolean differs) {
        return differs ? Optional.of(path) : Optional.empty();
    }
}
