package dev.mcm.gns.adapter.postgres;

import dev.mcm.gns.core.RegisteredSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.port.SlotRegistry;
import dev.mcm.shared.error.McmException;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.GnsSlotStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes the registry in a transaction that holds the lease.
public final class LeasedSlotRegistry implements SlotRegistry {
    private final GnsSlotStore store = new GnsSlotStore();
    private final Transactions transactions;
    private final Supplier<Optional<Lease>> lease;
    private final InstantSource time;

    public LeasedSlotRegistry(
            Transactions transactions, Supplier<Optional<Lease>> lease, InstantSource time) {
        this.transactions = transactions;
        this.lease = lease;
        this.time = time;
    }

    @Override
    public void register(RegisteredSlot slot) {
        Lease held = lease.get().orElseThrow(() -> McmException.notLeader("role gns"));
        transactions.writeVoid(tx -> {
            held.verify(tx);
            store.all(tx).stream()
                    .map(GnsSlot::name)
                    .filter(name -> isOlder(name, slot.name()))
                    .forEach(name -> store.delete(tx, name));
            store.put(
                    tx,
                    new GnsSlot(
                            slot.name().toString(),
                            slot.epoch(),
                            slot.systemIdentifier(),
                            slot.consistentPoint(),
                            time.instant()));
        });
    }

    private static boolean isOlder(String name, SlotName than) {
        return SlotName.parse(name)
                .filter(old ->
                        old.environment().equals(than.environment())
                                && than.epoch().isNewerThan(old.epoch()))
                .isPresent();
    }
}
