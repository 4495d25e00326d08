package dev.mcm.shared.error;

/// A rule that a field of a request breaks.
///
/// @param field path inside the request, `autoscaling.max_replica`
/// @param description the offending value and what was expected
public record FieldViolation(String field, String description) {
    @Override
    public String toString() {
        return field + ": " + description;
    }
}
