package dev.mcm.state.lease;

import dev.mcm.state.Transactions;
import java.util.Optional;

/// What a keeper does to the row of its role. In memory in the keeper's tests, which move the clock
/// themselves.
interface LeaseTable {
    /// @return empty while another holds it
    Optional<Lease> acquire();

    /// @return whether it is still held
    boolean renew(Lease lease);

    /// Does nothing when it is not held.
    void release(Lease lease);

    /// Table `leases`; each step commits by itself.
    record OnDatabase(Transactions transactions, LeaseStore store, LeaseSettings settings)
            implements LeaseTable {
        @Override
        public Optional<Lease> acquire() {
            return transactions.single(tx -> store.acquire(tx, settings));
        }

        @Override
        public boolean renew(Lease lease) {
            return transactions.single(tx -> store.renew(tx, lease, settings.ttl()));
        }

        @Override
        public void release(Lease lease) {
            transactions.single(tx -> {
                store.release(tx, lease);
                return true;
            });
        }
    }
}
