package dev.mcm.gns.core;

import dev.mcm.shared.id.Lsn;
import org.jspecify.annotations.Nullable;

/// A slot as Postgres shows it.
///
/// @param database that the slot decodes
/// @param activePid process of the walsender that uses it; null = none
/// @param retention what WAL it keeps
public record ObservedSlot(
        SlotName name,
        String database,
        WalStatus walStatus,
        @Nullable Integer activePid,
        Retention retention) {
    /// The WAL that a slot keeps.
    ///
    /// @param confirmed up to where its changes are acknowledged; null for a lost slot
    /// @param restart from where it keeps WAL; null for a lost slot
    /// @param safeBytes WAL that may still be written before the slot is lost; null = no limit is
    ///   set
    public record Retention(
            @Nullable Lsn confirmed, @Nullable Lsn restart, @Nullable Long safeBytes) {}
}
