package dev.mcm.state.slot;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `gns_slots`: a replication slot that GNS has made.
///
/// @param epoch generation of the slot; the next one may have skipped changes
/// @param systemIdentifier of the database cluster it was made in
/// @param consistentPoint position from which it sends changes
public record GnsSlot(
        String name, Epoch epoch, String systemIdentifier, Lsn consistentPoint, Instant createdAt) {
    public GnsSlot {
        createdAt = Micros.of(createdAt);
    }
}
