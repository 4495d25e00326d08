package dev.mcm.gns.port;

import dev.mcm.shared.id.Epoch;
import java.util.Optional;

/// Whether this instance is the one that works.
@FunctionalInterface
public interface Leadership {
    /// The fencing token of the lease of role `gns`; empty while another instance holds it. Answers from memory.
    Optional<Epoch> token();
}
