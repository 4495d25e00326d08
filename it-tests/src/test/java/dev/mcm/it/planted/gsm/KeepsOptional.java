package dev.mcm.it.planted.gsm;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Violates: an Optional is only returned. One way each.
public final class KeepsOptional {
    private OptionalInt kept = OptionalInt.empty();

    /// Keeps one as a component.
    public record Component(Optional<String> name) {}

    public KeepsOptional(OptionalDouble given) {
        kept = given.isPresent() ? OptionalInt.of(1) : OptionalInt.empty();
    }

    public boolean takes(OptionalLong given) {
        return given.isPresent();
    }

    /// No violation: it answers, and a lambda is handed one on the way.
    public Optional<Integer> answers() {
        Optional<OptionalInt> nested = Optional.of(kept);
        return nested.map(inside -> inside.orElse(0));
    }
}
