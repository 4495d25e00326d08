package dev.mcm.state.lease;

import dev.mcm.shared.id.Epoch;
import java.util.Optional;

/// Whether this process leads: does what only one process at a time may do. Answers from memory;
/// thread-safe.
///
/// An answer is no promise: the reign may have ended since. What is written is fenced, by
/// [Lease#verify(dev.mcm.state.Tx)] or by its reader.
@FunctionalInterface
public interface Leadership {
    /// The epoch of the lease while it is held; empty while another may lead.
    Optional<Epoch> reign();

    /// Whether this process leads now.
    default boolean leads() {
        return reign().isPresent();
    }
}
