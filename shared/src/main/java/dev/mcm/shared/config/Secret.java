package dev.mcm.shared.config;

/// A value that never shows in a log or a message.
///
/// @param reveal the value itself
public record Secret(String reveal) {
    static final String MASK = "*****";

    @Override
    public String toString() {
        return MASK;
    }
}
