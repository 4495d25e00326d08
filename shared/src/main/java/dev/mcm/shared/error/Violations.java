package dev.mcm.shared.error;

import java.util.ArrayList;
import java.util.List;

/// Collects all broken rules of one request, so that the caller hears of them at once. Not
/// thread-safe.
public final class Violations {
    private static final int FIELD_CHARACTERS = 200;
    private static final int DESCRIPTION_CHARACTERS = 400;

    private final String path;
    private final List<FieldViolation> found;

    private Violations(String path, List<FieldViolation> found) {
        this.path = path;
        this.found = found;
    }

    public static Violations none() {
        return new Violations("", new ArrayList<>());
    }

    /// The same collection, with field names below `field`.
    public Violations in(String field) {
        return new Violations(path + field + ".", found);
    }

    /// Records a violation unless `holds`.
    ///
    /// @param value the offending value
    /// @param expected what was expected, ">= 1"
    public Violations check(boolean holds, String field, Object value, String expected) {
        return holds
                ? this
                : add(field, "'" + Excerpt.of(value) + "' (expected: " + expected + ")");
    }

    /// Both texts are cut when they are long, since they may be the caller's.
    public Violations add(String field, String description) {
        found.add(
                new FieldViolation(
                        Excerpt.of(path + field, FIELD_CHARACTERS),
                        Excerpt.of(description, DESCRIPTION_CHARACTERS)));
        return this;
    }

    /// Runs a validating constructor or parser; its IllegalArgumentException becomes a violation.
    public Violations checkParse(String field, Runnable parse) {
        try {
            parse.run();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            add(field, message == null ? e.toString() : message);
        }
        return this;
    }

    public List<FieldViolation> all() {
        return List.copyOf(found);
    }

    /// @throws McmException INVALID_FIELD when there is any violation
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw exception();
        }
    }

    McmException exception() {
        return McmException.invalid(found);
    }
}
