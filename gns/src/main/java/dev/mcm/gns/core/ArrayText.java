package dev.mcm.gns.core;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Arrays in events: a JSON array as text.
public final class ArrayText {
    private ArrayText() {}

    /// @param items numbers, booleans, strings or nulls
    public static String json(List<? extends @Nullable Object> items) {
        return items.stream().map(ArrayText::item).collect(Collectors.joining(",", "[", "]"));
    }

    private static String item(@Nullable Object item) {
        return item == null || item instanceof Number || item instanceof Boolean
                ? String.valueOf(item)
                : quoted(item.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> append(quoted, (char) character));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, char character) {
        if (character == '"' || character == '\\') {
            quoted.append('\\').append(character);
        } else if (character < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
        } else {
            quoted.append(character);
        }
    }
}
