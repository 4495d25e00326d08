package dev.mcm.gns.core;

/// Whether the WAL that a slot needs is still there (`pg_replication_slots.wal_status`).
public enum WalStatus {
    RESERVED,
    EXTENDED,
    /// About to be removed.
    UNRESERVED,
    /// Removed, or the slot is invalidated for another reason. Never heals.
    LOST
}
