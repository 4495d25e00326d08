package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.state.DatabaseClock;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.Lease;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [SchedulerStore] on Postgres: reads in one transaction, writes in one transaction that verifies
/// the lease of the read: a plan of an earlier reign is refused, also when this instance leads
/// again by now. For one thread.
public final class PostgresSchedulerStore implements SchedulerStore {
    private final Transactions transactions;
    private final Supplier<Optional<Lease>> lease;
    private final SchedulerTables tables = SchedulerTables.postgres();
    private final VerdictMemory verdicts = new VerdictMemory(tables.decided().verdicts());
    private final PlaneReader planes = new PlaneReader(tables);
    private final DeploymentReader deployments = new DeploymentReader(tables, verdicts);
    private @Nullable Lease readUnder;

    private Instant readAt = Instant.EPOCH;

    /// @param lease the lease while it is held
    public PostgresSchedulerStore(Transactions transactions, Supplier<Optional<Lease>> lease) {
        this.transactions = transactions;
        this.lease = lease;
    }

    @Override
    public SchedulerSnapshot read() {
        Lease held = lease.get().orElse(null);
        readUnder = held;
        verdicts.leadBy(held == null ? null : held.epoch());
        return transactions.read(tx -> {
            readAt = DatabaseClock.now(tx);
            DeploymentReader.Read read = deployments.read(tx);
            return new SchedulerSnapshot(planes.read(tx), read.deployments(), read.frozen());
        });
    }

    @Override
    public Instant readAt() {
        return readAt;
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt) {
        Lease held = readUnder;
        if (held == null) {
            throw McmException.notLeader("role 'scheduler'");
        }
        PlanWriter writer = new PlanWriter(tables.decided(), decidedAt);
        transactions.writeVoid(tx -> {
            held.verify(tx);
            writer.write(tx, plan);
        });
        verdicts.wrote(plan.verdicts());
    }
}
