package dev.mcm.gns.core;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;

/// How far has been published.
///
/// @param endLsn end of the last transaction that was published whole
public record Position(Epoch epoch, Lsn endLsn) {
    /// Whether a transaction of the same slot that ends at `end` has been published.
    public boolean covers(Lsn end) {
        return !end.isAfter(endLsn);
    }
}
