package dev.mcm.atc.call;

import com.google.protobuf.Message;
import dev.mcm.atc.core.validate.UnknownFields;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.trace.TraceContext;
import dev.mcm.shared.trace.Traces;
import java.util.Optional;
import java.util.function.Function;

/// Checks that every request goes through.
final class RequestChecks {
    private RequestChecks() {}

    /// Refuses unknown fields.
    static void check(Message request) {
        violations(request).throwIfAny();
    }

    /// The unknown fields of a request, for more violations to be added.
    static Violations violations(Message request) {
        Violations violations = Violations.none();
        UnknownFields.check(request, violations);
        return violations;
    }

    /// Trace of the call, to be kept in a row.
    static String trace() {
        return Traces.current().map(TraceContext::format).orElse("");
    }

    /// @throws McmException NOT_FOUND for an organisation that is not the caller's: it does not
    ///   exist for it
    static void requireSeen(Caller caller, OrganizationId id) {
        if (!caller.sees(id)) {
            throw McmException.notFound("organization", id);
        }
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
