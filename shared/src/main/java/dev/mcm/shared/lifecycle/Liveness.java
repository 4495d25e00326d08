package dev.mcm.shared.lifecycle;

import java.util.Optional;

/// Whether a part still makes progress, or only a restart can help. Called from any thread; answers
/// from memory, at once.
@FunctionalInterface
public interface Liveness {
    /// Empty when alive.
    Optional<String> whyNotAlive();
}
