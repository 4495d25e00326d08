package dev.mcm.autoscaler.core;

import java.util.function.Supplier;

/// A decision with its reason and the state for the next one.
///
/// @param sentence makes the [#message]; most decisions change nothing and are never told
public record ScaleDecision(
        int desired, Reason reason, Supplier<String> sentence, ScaleState state) {
    /// One sentence with the numbers behind the reason.
    public String message() {
        return sentence.get();
    }
}
