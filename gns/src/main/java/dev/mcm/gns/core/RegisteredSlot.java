package dev.mcm.gns.core;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;

/// A slot that GNS has made (a row of `gns_slots`).
///
/// @param systemIdentifier of the Postgres cluster it was made on
/// @param consistentPoint where it begins
public record RegisteredSlot(SlotName name, String systemIdentifier, Lsn consistentPoint) {
    public Epoch epoch() {
        return name.epoch();
    }
}
