package dev.mcm.atc.adapter.grpc;

import com.google.protobuf.Message;
import dev.mcm.atc.core.validate.UnknownFields;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Checks that every request goes through.
final class Requests {
    private Requests() {}

    /// Collects what the rules find, and unknown fields, and throws when there is anything.
    static void check(Message request, Consumer<Violations> rules) {
        Violations violations = Violations.none();
        UnknownFields.check(request, violations);
        rules.accept(violations);
        violations.throwIfAny();
    }

    /// An id as the caller wrote it. One that cannot be an id names nothing.
    ///
    /// @throws McmException NOT_FOUND, or INVALID_FIELD for an empty one
    static <T> T id(String type, String field, String text, Function<String, T> parse) {
        if (text.isEmpty()) {
            throw McmException.invalid(field, "'' (expected: the id of a " + type + ")");
        }
        return optionalId(text, parse).orElseThrow(() -> McmException.notFound(type, text));
    }

    /// Empty for a text that cannot be an id.
    static <T> Optional<T> optionalId(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
