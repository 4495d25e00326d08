package dev.mcm.state.lease;

import dev.mcm.state.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Table `leases`. Time is the database's, so that the clocks of the holders do not matter.
public interface LeaseStore {
    /// Takes the lease for `ttl` when nobody has it, after waiting for the transactions that its
    /// last holder has under way.
    ///
    /// @param holder unique to this process: a process started again is another holder
    /// @return empty while another holds it
    Optional<Lease> acquire(Tx tx, String role, String holder, Duration ttl);

    /// Keeps the lease for `ttl` from now on.
    ///
    /// @return whether it is still held; expired is held as long as nobody else has taken it
    boolean renew(Tx tx, Lease lease, Duration ttl);

    /// Gives the lease back: another can take it at once. Does nothing when it is not held.
    void release(Tx tx, Lease lease);

    /// See [Lease#verify(Tx)].
    void verify(Tx tx, Lease lease);

    /// All, in order of role.
    List<LeaseRow> all(Tx tx);
}
