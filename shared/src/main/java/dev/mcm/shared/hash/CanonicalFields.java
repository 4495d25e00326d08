package dev.mcm.shared.hash;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fields of a message as one text, for hashes that outlive the code that made them: equal messages
/// give equal texts, different ones different texts, in every version of MCM and of protobuf (which
/// promises neither of its own bytes from one version to the next).
///
/// Each field that differs from its default is `number=value;`, in order of number, so that a field
/// which is added later changes no text until it is set, and a name never matters. A number or enum
/// is written in decimal, a truth as `1` or `0`, a text as `length:text` with its length in bytes
/// of UTF-8, bytes as `length:hex`, a message as `{fields}`, a list as `[values]` with a comma
/// behind each, and a map as the list of its entries in order of their texts, key = field 1, value
/// = 2. A message without any field that differs is left out, unless it stands in a list.
public final class CanonicalFields {
    private CanonicalFields() {}

    /// @param numbers which fields of the message itself; of messages inside it all are written
    public static String of(Message message, IntPredicate numbers) {
        return fields(message).filter(field -> numbers.test(number(field))).collect(text());
    }

    private static Stream<Map.Entry<FieldDescriptor, Object>> fields(Message message) {
        return message.getAllFields().entrySet().stream()
                .filter(field -> !isDefault(field.getKey(), field.getValue()))
                .sorted(Comparator.comparingInt(CanonicalFields::number));
    }

    private static int number(Map.Entry<FieldDescriptor, Object> field) {
        return field.getKey().getNumber();
    }

    /// Entries of maps tell their fields also where these have their default.
    private static boolean isDefault(FieldDescriptor field, Object value) {
        return field.hasPresence()
                ? value instanceof Message inner && all(inner).isEmpty()
                : !field.isRepeated() && value.equals(field.getDefaultValue());
    }

    private static Collector<Map.Entry<FieldDescriptor, Object>, ?, String> text() {
        return Collectors.mapping(
                field -> number(field) + "=" + value(field.getKey(), field.getValue()) + ";",
                Collectors.joining());
    }

    private static String all(Message message) {
        return fields(message).collect(text());
    }

    private static String value(FieldDescriptor field, Object value) {
        if (!(value instanceof List<?> list)) {
            return single(value);
        }
        Stream<String> items = list.stream().map(CanonicalFields::single);
        return (field.isMapField() ? items.sorted() : items)
                .map(item -> item + ",")
                .collect(Collectors.joining("", "[", "]"));
    }

    private static String single(Object value) {
        return switch (value) {
            case Message message -> "{" + all(message) + "}";
            case String text -> text.getBytes(StandardCharsets.UTF_8).length + ":" + text;
            case ByteString bytes ->
                    bytes.size() + ":" + HexFormat.of().formatHex(bytes.toByteArray());
            case Boolean truth -> truth ? "1" : "0";
            case EnumValueDescriptor name -> Integer.toString(name.getNumber());
            case Integer number -> number.toString();
            case Long number -> number.toString();
            default ->
                    throw new IllegalArgumentException(
                            "field value: "
                                    + value.getClass().getSimpleName()
                                    + " (expected: a whole number, truth, text, bytes, enum or"
                                    + " message; fractions have no text that all agree on)");
        };
    }
}
