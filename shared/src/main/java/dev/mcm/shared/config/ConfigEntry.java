package dev.mcm.shared.config;

/// One key of a service's configuration, with the value in force.
///
/// @param key environment variable
/// @param expected type and rules of the value
/// @param fallback what applies when it is not set: the default, "required (e.g. …)" or "none"
/// @param effective the value in force, masked when secret
/// @param set whether the environment sets it
public record ConfigEntry(
        String key,
        String expected,
        String fallback,
        String description,
        String effective,
        boolean set) {}
