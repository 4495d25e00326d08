package dev.mcm.gns.core;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.shared.id.Lsn;

/// One message of the decoded stream. Transactions come whole, one after the other, in commit
/// order.
public sealed interface SourceMessage {
    /// A transaction begins.
    record Begin(long tx) implements SourceMessage {}

    /// A row change of the open transaction.
    ///
    /// @param event without epoch, end_lsn and index, which are known at the end of the transaction
    record Row(ChangeEvent event) implements SourceMessage {}

    /// A heartbeat of GNS.
    record Heartbeat() implements SourceMessage {}

    /// The open transaction ends.
    ///
    /// @param endLsn position just behind its commit record
    record End(Lsn endLsn) implements SourceMessage {}
}
