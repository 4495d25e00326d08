package dev.mcm.testkit.plane.registry;

import dev.mcm.testkit.plane.store.StatusException;

/// What happens to fields that a kind does not have: they are dropped in any case.
public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT;

    /// Reads query parameter `fieldValidation`.
    public static FieldValidation of(String parameter) {
        return switch (parameter) {
            case "Strict" -> STRICT;
            case "Warn", "" -> WARN;
            case "Ignore" -> IGNORE;
            default ->
                    throw StatusException.badRequest(
                            "fieldValidation: Unsupported value: \""
                                    + parameter
                                    + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
    }
}
