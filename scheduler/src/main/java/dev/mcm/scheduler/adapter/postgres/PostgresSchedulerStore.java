package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.state.DatabaseClock;
import dev.mcm.state.Transactions;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.placement.PlacementKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        List<PlacementKey> unnamed = new ArrayList<>();
        SchedulerSnapshot snapshot =
                transactions.read(tx -> {
                    readAt = DatabaseClock.now(tx);
                    DeploymentReader.Read read = deployments.read(tx);
                    unnamed.addAll(read.unnamed());
                    return new SchedulerSnapshot(
                            planes.read(tx), read.deployments(), read.frozen());
                });
        name(unnamed);
        return snapshot;
    }

    /// The snapshot speaks of placements by the revision of which an older Scheduler's rows say
    /// nothing: so the rows say it before anything is decided.
    private void name(List<PlacementKey> unnamed) {
        Lease held = readUnder;
        if (held != null && !unnamed.isEmpty()) {
            transactions.writeVoid(tx -> {
                held.verify(tx);
                tables.decided().placements().name(tx, unnamed);
            });
        }
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
