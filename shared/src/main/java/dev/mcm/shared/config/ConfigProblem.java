package dev.mcm.shared.config;

/// One thing wrong with the configuration.
///
/// @param key environment variable
/// @param description the offending value (masked when secret) and what was expected
public record ConfigProblem(String key, String description) {
    @Override
    public String toString() {
        return key + ": " + description;
    }
}
