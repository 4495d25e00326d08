package dev.mcm.state.lease;

import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Tx;

/// The right to do what one instance at a time may do. It may have been lost since: only
/// [#verify(Tx)] knows.
public final class Lease {
    private final LeaseStore store;
    private final String role;
    private final String holder;
    private final Epoch epoch;

    Lease(LeaseStore store, String role, String holder, Epoch epoch) {
        this.store = store;
        this.role = role;
        this.holder = holder;
        this.epoch = epoch;
    }

    public String role() {
        return role;
    }

    public String holder() {
        return holder;
    }

    /// The fencing token: each holder after this one has a larger one.
    public Epoch epoch() {
        return epoch;
    }

    /// To be called in the transaction that writes what the lease allows, before it writes. From
    /// then until the transaction ends nobody else can take the lease.
    ///
    /// @throws dev.mcm.shared.error.McmException NOT_LEADER when it has expired or another holds
    ///   it: keep nothing of this transaction
    public void verify(Tx tx) {
        store.verify(tx, this);
    }

    @Override
    public String toString() {
        return role + "@" + epoch + " held by " + holder;
    }
}
