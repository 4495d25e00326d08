package dev.mcm.shared.error;

import java.time.Duration;
import java.util.List;

/// What a client's program can read of an error, beside its code.
public sealed interface ErrorDetail {
    /// Becomes `google.rpc.BadRequest`.
    ///
    /// @param violations the first ones
    /// @param total how many there are
    record BadFields(List<FieldViolation> violations, int total) implements ErrorDetail {
        public BadFields {
            violations = List.copyOf(violations);
        }
    }

    /// Becomes `google.rpc.ResourceInfo`.
    ///
    /// @param type "deployment", "plane"
    record Resource(String type, String name) implements ErrorDetail {}

    /// Becomes a violation of `google.rpc.PreconditionFailure`.
    ///
    /// @param type what kind of condition, "STATE", "QUOTA"
    /// @param subject what it is about, "deployment d-…"
    record Precondition(String type, String subject, String description) implements ErrorDetail {}

    /// Becomes `google.rpc.RetryInfo`.
    record RetryAfter(Duration delay) implements ErrorDetail {}
}
