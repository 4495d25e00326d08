package dev.mcm.gns.core;

import dev.mcm.shared.id.Epoch;

/// The next thing to do about the slot.
public sealed interface SlotAction {
    /// Nothing can be done; somebody else has to act.
    ///
    /// @param message what is wrong and what is expected
    record Hold(String message) implements SlotAction {}

    /// End the walsender that still uses the slot: its GNS no longer holds the lease.
    record Evict(SlotName slot, int pid) implements SlotAction {}

    /// Drop a slot that is not the newest registered one.
    record Drop(SlotName slot) implements SlotAction {}

    /// Make a slot with a larger epoch, and publish all rows as they are at its beginning.
    record BeginGeneration(SlotName slot, GenerationReason reason) implements SlotAction {}

    /// Stream from the slot.
    record Stream(SlotName slot) implements SlotAction {
        public Epoch epoch() {
            return slot.epoch();
        }
    }
}
