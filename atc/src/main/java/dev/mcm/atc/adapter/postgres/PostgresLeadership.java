package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.loop.PusherPorts;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneStore;
import java.util.List;
import java.util.Optional;

/// [PusherPorts.Leadership] by the lease and table `planes`.
public final class PostgresLeadership implements PusherPorts.Leadership {
    private final LeaseKeeper keeper;
    private final Transactions transactions;
    private final PlaneStore planes = new PlaneStore();

    public PostgresLeadership(LeaseKeeper keeper, Transactions transactions) {
        this.keeper = keeper;
        this.transactions = transactions;
    }

    @Override
    public Optional<Epoch> reign() {
        return keeper.current().map(Lease::epoch);
    }

    @Override
    public List<Plane> planes() {
        return transactions.read(planes::all);
    }
}
