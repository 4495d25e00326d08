package dev.mcm.atc.port;

import dev.mcm.shared.id.Epoch;
import java.util.Optional;

/// Whether this process pushes to the planes. Thread-safe.
@FunctionalInterface
public interface PusherLease {
    /// The reign of this process: the epoch of its lease; empty while it may not push. It may have
    /// ended since.
    Optional<Epoch> reign();

    /// Whether this process may push now.
    default boolean leading() {
        return reign().isPresent();
    }
}
