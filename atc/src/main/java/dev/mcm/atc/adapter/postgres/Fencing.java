package dev.mcm.atc.adapter.postgres;

import dev.mcm.shared.error.McmException;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.lease.LeaseKeeper;
import java.util.Optional;
import java.util.function.Supplier;

/// Lets only the holder of the pusher's lease write.
public final class Fencing {
    private final Supplier<Optional<Lease>> lease;

    public Fencing(LeaseKeeper keeper) {
        this.lease = keeper::current;
    }

    /// To be called in every transaction of the pusher, before it writes.
    ///
    /// @throws McmException NOT_LEADER
    void verify(Tx tx) {
        lease.get().orElseThrow(() -> McmException.notLeader("pushing to the planes")).verify(tx);
    }
}
