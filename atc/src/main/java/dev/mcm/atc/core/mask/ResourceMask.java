package dev.mcm.atc.core.mask;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dev.mcm.shared.error.Violations;
import java.util.List;

/// What a request that carries a whole resource changes: the fields that its mask names.
///
/// Clients from before the mask was there send none. Every field then counts as given; one that
/// would go back to its default may as well have been left out, so it is refused: an omission opens
/// nothing, and nothing that was meant is lost in silence.
public final class ResourceMask {
    private final String resource;
    private final List<String> fields;
    private final List<String> paths;

    /// @param resource name of the field that carries it, for messages
    /// @param fields of the resource that a caller may set
    public ResourceMask(String resource, List<String> fields, FieldMask mask) {
        this.resource = resource;
        this.fields = List.copyOf(fields);
        this.paths = List.copyOf(mask.getPathsList());
    }

    /// Records every path that names no field a caller may set.
    public void check(Message given, Violations violations) {
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            boolean settable =
                    fields.stream()
                            .anyMatch(field -> path.equals(field) || path.startsWith(field + "."));
            violations.check(
                    settable && FieldPaths.names(given.getDescriptorForType(), path),
                    "update_mask.paths[" + i + "]",
                    path,
                    "one of " + fields + ", or a field below");
        }
    }

    /// Makes the resource what the request wants of it.
    ///
    /// @param given of the same type as `target`
    /// @param target what is stored
    /// @throws dev.mcm.shared.error.McmException INVALID_FIELD for what may have been left out
    public void merge(Message given, Message.Builder target) {
        if (paths.isEmpty()) {
            Violations violations = Violations.none();
            fields.stream()
                    .map(given.getDescriptorForType()::findFieldByName)
                    .forEach(
                            field -> refuseOmission(field, target, given, violations.in(resource)));
            violations.throwIfAny();
        }
        (paths.isEmpty() ? fields : paths).forEach(path -> FieldPaths.apply(path, target, given));
    }

    private static void refuseOmission(
            FieldDescriptor field, Message.Builder stored, Message given, Violations at) {
        if (!isSet(field, stored.build())) {
            return;
        }
        if (!isSet(field, given)) {
            at.add(
                    field.getName(),
                    "not given, without update_mask; it is '"
                            + stored.getField(field).toString().strip()
                            + "' (expected: a value, or an update_mask that names what to change)");
        } else if (FieldPaths.isMessage(field)) {
            Message below = (Message) given.getField(field);
            field.getMessageType()
                    .getFields()
                    .forEach(next ->
                            refuseOmission(
                                    next,
                                    stored.getFieldBuilder(field),
                                    below,
                                    at.in(field.getName())));
        }
    }

    private static boolean isSet(FieldDescriptor field, Message message) {
        return field.isRepeated()
                ? message.getRepeatedFieldCount(field) > 0
                : message.hasField(field);
    }
}
