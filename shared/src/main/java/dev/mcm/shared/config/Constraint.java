package dev.mcm.shared.config;

import java.time.Duration;
import java.util.function.Predicate;

/// A rule that a configured value keeps.
///
/// @param expectation what is expected, ">= 1"
public record Constraint<T>(String expectation, Predicate<? super T> holds) {
    public static <T extends Comparable<? super T>> Constraint<T> atLeast(T min) {
        return new Constraint<>(">= " + text(min), value -> value.compareTo(min) >= 0);
    }

    public static <T extends Comparable<? super T>> Constraint<T> atMost(T max) {
        return new Constraint<>("<= " + text(max), value -> value.compareTo(max) <= 0);
    }

    /// Both ends included.
    public static <T extends Comparable<? super T>> Constraint<T> between(T min, T max) {
        return new Constraint<>(
                text(min) + " to " + text(max),
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
    }

    private static String text(Object value) {
        return value instanceof Duration duration
                ? DurationText.format(duration)
                : value.toString();
    }
}
