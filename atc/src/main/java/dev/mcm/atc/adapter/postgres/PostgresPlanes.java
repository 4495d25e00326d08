package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.RegisteredPlanes;
import dev.mcm.state.Transactions;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneStore;
import java.util.List;

/// [RegisteredPlanes] by table `planes`.
public final class PostgresPlanes implements RegisteredPlanes {
    private final Transactions transactions;
    private final PlaneStore planes = new PlaneStore();

    public PostgresPlanes(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Plane> all() {
        return transactions.read(planes::all);
    }
}
