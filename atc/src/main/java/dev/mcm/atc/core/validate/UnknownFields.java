package dev.mcm.atc.core.validate;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mcm.shared.error.Violations;
import java.util.Collection;
import java.util.Map;

/// Refuses what this version of the API does not know: a client that sends it means something that
/// would be silently lost.
public final class UnknownFields {
    private UnknownFields() {}

    /// Records every unknown field number and every unknown enum number in `message` and below.
    public static void check(Message message, Violations violations) {
        message.getUnknownFields()
                .asMap()
                .keySet()
                .forEach(number ->
                        violations.add(
                                "#" + number,
                                "field number "
                                        + number
                                        + " of "
                                        + message.getDescriptorForType().getFullName()
                                        + " (expected: a field that this version knows)"));
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            checkField(field.getKey(), field.getValue(), violations);
        }
    }

    private static void checkField(FieldDescriptor field, Object value, Violations violations) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                checkValue(field.getName() + "[" + index + "]", item, violations);
                index++;
            }
        } else {
            checkValue(field.getName(), value, violations);
        }
    }

    private static void checkValue(String path, Object value, Violations violations) {
        if (value instanceof Message message) {
            check(message, violations.in(path));
        } else if (value instanceof EnumValueDescriptor number && number.getIndex() < 0) {
            violations.add(
                    path,
                    "number "
                            + number.getNumber()
                            + " (expected: a value of "
                            + number.getType().getFullName()
                            + ")");
        }
    }
}
