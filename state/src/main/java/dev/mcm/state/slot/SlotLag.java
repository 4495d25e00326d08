package dev.mcm.state.slot;

import org.jspecify.annotations.Nullable;

/// How far a logical replication slot of this database is behind, as `pg_replication_slots` says.
///
/// @param active somebody reads from it now
/// @param walStatus "reserved", "extended", "unreserved" or "lost"
/// @param lagBytes WAL written since what its reader has confirmed
/// @param retainedBytes WAL that the server keeps for it
/// @param safeBytes WAL that can still be written before it may be lost; null = no limit is set
public record SlotLag(
        String name,
        boolean active,
        String walStatus,
        long lagBytes,
        long retainedBytes,
        @Nullable Long safeBytes) {}
