package dev.mcm.atc.core.manifest;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds a JSON object. Empty texts, lists and objects are left out, as a Kubernetes API leaves
/// them out: what is sent and what is read back then compare equal.
final class Fields {
    private final SortedMap<String, Object> values = new TreeMap<>();

    private Fields() {}

    static Fields fields() {
        return new Fields();
    }

    Fields put(String name, Object value) {
        boolean empty =
                switch (value) {
                    case String text -> text.isEmpty();
                    case Collection<?> items -> items.isEmpty();
                    case Map<?, ?> object -> object.isEmpty();
                    default -> false;
                };
        if (!empty) {
            values.put(name, value);
        }
        return this;
    }

    Fields put(String name, Fields value) {
        return put(name, value.build());
    }

    Map<String, Object> build() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
