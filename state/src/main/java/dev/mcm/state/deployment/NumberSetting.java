package dev.mcm.state.deployment;

import java.util.function.ToIntFunction;

/// A number that a caller may set, by the name of its column and of its field, and its range.
///
/// @param <S> the settings that it is one of
/// @param most included; [Integer#MAX_VALUE] = any
/// @param value the setting of a deployment
public record NumberSetting<S>(String name, int least, int most, ToIntFunction<S> value) {
    public boolean allows(int value) {
        return value >= least && value <= most;
    }

    void require(int value) {
        if (!allows(value)) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
