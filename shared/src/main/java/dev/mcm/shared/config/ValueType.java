package dev.mcm.shared.config;

import java.util.function.Function;

/// How the text of an environment variable becomes a value.
///
/// @param name what a value looks like, "duration such as 500ms, 15s, 2m"
/// @param parse throws IllegalArgumentException on text that is not such a value
/// @param show the inverse of `parse`, for the reference page and the log
record ValueType<T>(String name, Function<String, T> parse, Function<T, String> show) {}
