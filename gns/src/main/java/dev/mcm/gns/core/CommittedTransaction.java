package dev.mcm.gns.core;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.shared.id.Lsn;

/// A whole transaction of the source: published whole or not at all.
///
/// @param endLsn position just behind its commit record
/// @param events complete, in order; may be read again and again, until the source of the
///   transaction is closed
/// @param size number of events; a hint for a snapshot, whose rows are counted as they are read
public record CommittedTransaction(Lsn endLsn, Iterable<ChangeEvent> events, int size) {}
