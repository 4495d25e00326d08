package dev.mcm.gns.port;

import dev.mcm.gns.core.RegisteredSlot;

/// Table `gns_slots`, for writing.
@FunctionalInterface
public interface SlotRegistry {
    /// Enters the slot in the place of the older ones of its environment. Fails when the lease is
    /// no longer held.
    void register(RegisteredSlot slot);
}
