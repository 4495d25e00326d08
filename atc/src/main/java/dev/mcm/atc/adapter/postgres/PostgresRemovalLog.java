package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.RemovalLog;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.DeploymentReaper;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.HeldRemovalStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// [RemovalLog] on Postgres.
public final class PostgresRemovalLog implements RemovalLog {
    private final Transactions transactions;
    private final Fencing fencing;
    private final HeldRemovalStore removals = new HeldRemovalStore();
    private final DeploymentReaper reaper = new DeploymentReaper();

    public PostgresRemovalLog(Transactions transactions, Fencing fencing) {
        this.transactions = transactions;
        this.fencing = fencing;
    }

    @Override
    public List<HeldRemoval> held(PlaneId plane) {
        return transactions.read(tx -> removals.onPlane(tx, plane));
    }

    @Override
    public void hold(PlaneId plane, Map<DeploymentId, Integer> found) {
        transactions.writeVoid(tx -> {
            fencing.verify(tx);
            removals.replace(tx, plane, found);
        });
    }

    @Override
    public Set<DeploymentId> deleted(Collection<DeploymentId> deployments) {
        return transactions.read(tx -> reaper.reaped(tx, deployments));
    }
}
