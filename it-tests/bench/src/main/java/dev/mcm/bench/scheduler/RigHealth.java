package dev.mcm.bench.scheduler;

import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Waits of a run: each ends at its deadline, or at once when a part that it needs has failed.
/// Thread-safe.
final class RigHealth {
    private final List<Supplier<Optional<String>>> parts = new CopyOnWriteArrayList<>();

    /// From here on a run needs this part.
    ///
    /// @param failure why it does not work any more; empty while it does
    void watch(Supplier<Optional<String>> failure) {
        parts.add(failure);
    }

    private Stream<String> failures() {
        return parts.stream().flatMap(part -> part.get().stream());
    }

    /// Whether `condition` comes to hold in time.
    ///
    /// @throws IllegalStateException when a part has failed
    boolean holdsWithin(Duration limit, BooleanSupplier condition) {
        boolean ended =
                Waiting.holdsWithin(
                        limit, () -> failures().findAny().isPresent() || condition.getAsBoolean());
        requireAll();
        return ended;
    }

    /// Waits for it.
    ///
    /// @param what a noun phrase, said when it does not come in time
    /// @throws IllegalStateException then, and when a part has failed
    void await(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        if (!holdsWithin(limit, condition)) {
            throw new IllegalStateException("waited " + limit + " for " + what.get() + ", in vain");
        }
    }

    /// @throws IllegalStateException when a part has failed
    void requireAll() {
        failures()
                .findFirst()
                .ifPresent(failure -> {
                    throw new IllegalStateException(failure);
                });
    }
}
