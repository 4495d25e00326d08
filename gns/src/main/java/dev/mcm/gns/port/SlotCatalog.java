package dev.mcm.gns.port;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.shared.id.Lsn;

/// The slots of one environment in one Postgres database, and their registry. Every call may fail
/// with an outage; nothing is left half done.
public interface SlotCatalog {
    SlotObservation observe();

    /// Ends the walsender with this process id, if it is still the one that uses the slot; returns
    /// when the slot is free.
    void evict(SlotName slot, int pid) throws InterruptedException;

    void drop(SlotName slot);

    /// Makes the slot. It is an orphan until it is registered.
    NewSlot create(SlotName slot);

    /// Commits a message that the stream brings back and nobody publishes: a slot that waits for
    /// changes of published tables while others fill the WAL can move on.
    void heartbeat();

    /// A slot that has just been made; close it to let go of the database.
    interface NewSlot extends AutoCloseable {
        /// Where the slot begins.
        Lsn consistentPoint();

        /// All rows of the published tables as they were at that point. To be read once.
        Iterable<ChangeEvent> rows();

        /// Enters the slot in the registry in the place of the older ones. Fails when the lease is
        /// no longer held.
        void register();

        @Override
        void close();
    }
}
