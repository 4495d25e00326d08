package dev.mcm.state.lease;

import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;

/// The right to do what one instance at a time may do. It may have been lost since: only
/// [#verify(Tx)] knows.
///
/// @param epoch the fencing token: each holder after this one has a larger one
public record Lease(String role, String holder, Epoch epoch) {

    /// To be called in the transaction that writes what the lease allows, before it writes. From
    /// then until the transaction ends nobody else can take the lease.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when it has expired or another holds
    ///   it: keep nothing of this transaction
    public void verify(Tx tx) {
        LeaseStore.verify(tx, this);
    }

    @Override
    public String toString() {
        return role + "@" + epoch + " held by " + holder;
    }
}
