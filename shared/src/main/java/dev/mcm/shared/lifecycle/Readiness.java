package dev.mcm.shared.lifecycle;

import java.util.Optional;

/// Whether a part can do its work now. Called from any thread; answers from memory, at once.
@FunctionalInterface
public interface Readiness {
    /// Empty when ready.
    Optional<String> whyNotReady();
}
