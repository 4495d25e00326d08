package dev.mcm.gns.core;

import dev.mcm.shared.id.Lsn;
import java.util.Optional;

/// A slot as Postgres shows it.
///
/// @param database that the slot decodes
/// @param activePid process of the walsender that uses it
/// @param retention what WAL it keeps
public record ObservedSlot(
        SlotName name,
        String database,
        WalStatus walStatus,
        Optional<Integer> activePid,
        Retention retention) {
    /// The WAL that a slot keeps.
    ///
    /// @param confirmed up to where its changes are acknowledged; empty for a lost slot
    /// @param restart from where it keeps WAL; empty for a lost slot
    /// @param safeBytes WAL that may still be written before the slot is lost; empty = no limit is
    ///   set
    public record Retention(
            Optional<Lsn> confirmed, Optional<Lsn> restart, Optional<Long> safeBytes) {}
}
