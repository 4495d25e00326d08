package dev.mcm.shared.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The kinds of values that configuration has.
final class ValueTypes {
    static final ValueType<String> STRING = new ValueType<>("text", text -> text, value -> value);
    static final ValueType<Integer> INTEGER =
            new ValueType<>("whole number", Integer::valueOf, Object::toString);
    static final ValueType<Long> LONG =
            new ValueType<>("whole number", Long::valueOf, Object::toString);
    static final ValueType<Double> DECIMAL =
            new ValueType<>("number", ValueTypes::finite, Object::toString);
    static final ValueType<Boolean> BOOL =
            new ValueType<>("true or false", ValueTypes::bool, Object::toString);
    static final ValueType<Duration> DURATION =
            new ValueType<>(
                    "duration such as 500ms, 15s, 2m, 1h",
                    DurationText::parse,
                    DurationText::format);
    static final ValueType<URI> URI_TYPE =
            new ValueType<>("absolute URI", ValueTypes::absoluteUri, Object::toString);
    static final ValueType<Path> PATH =
            new ValueType<>("path of a file or directory", Path::of, Path::toString);
    static final ValueType<Secret> SECRET =
            new ValueType<>("secret", Secret::new, Secret::toString);
    static final ValueType<List<String>> LIST =
            new ValueType<>(
                    "list separated by commas", ValueTypes::list, value -> String.join(",", value));

    private ValueTypes() {}

    /// Constants in lower case, `_` as `-`.
    static <E extends Enum<E>> ValueType<E> enumeration(Class<E> type) {
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(ValueTypes::external)
                        .collect(Collectors.joining(", "));
        return new ValueType<>(
                "one of " + names, text -> constant(type, text), ValueTypes::external);
    }

    private static String external(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static double finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static URI absoluteUri(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
