package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.DatabaseClock;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.placement.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// [SchedulerStore] on Postgres: reads in one transaction, writes in one transaction that verifies
/// the lease of the read: a plan of an earlier reign is refused, also when this instance leads
/// again by now. For one thread.
///
/// Rows stay in memory: those are read again whose events say that they have changed; those that
/// are written here are known. All are read under a new lease, when a write has failed, when events
/// may have been missed, every few minutes, and when no event was heard or some are missing.
public final class PostgresSchedulerStore implements SchedulerStore, AutoCloseable {
    private static final Duration ALL_EVERY = Duration.ofMinutes(5);

    /// Reading everything in vain takes that part of the time at most.
    private static final int ALL_IN_VAIN = 20;

    private final Transactions transactions;
    private final Supplier<Optional<Lease>> lease;
    private final StaleRows stale;
    private final Duration resync;
    private final TimeSource time;
    private final SchedulerTables tables = SchedulerTables.postgres();
    private final VerdictMemory verdicts = new VerdictMemory(tables.decided().verdicts());
    private final PlaneReader planes = new PlaneReader(tables);
    private final DeploymentReader deployments = new DeploymentReader(tables, verdicts);
    private final WriteBehind writes;
    private final Set<DeploymentId> again = new HashSet<>();
    private boolean planesAgain;
    private @Nullable Lease readUnder;
    private Instant readAt = Instant.EPOCH;
    private long allReadAt;
    private Duration allTook = Duration.ZERO;

    /// @param lease the lease while it is held
    /// @param stale what events tell
    /// @param resync without an event, how long ago everything may have been read at most
    /// @param writers runs writes while the next plan is made
    public PostgresSchedulerStore(
            Transactions transactions,
            Supplier<Optional<Lease>> lease,
            StaleRows stale,
            Duration resync,
            TimeSource time,
            Executor writers) {
        this.transactions = transactions;
        this.lease = lease;
        this.stale = stale;
        this.resync = resync;
        this.time = time;
        this.writes = new WriteBehind(writers);
    }

    @Override
    public SchedulerSnapshot read() {
        trusting(writes::check);
        Lease held = lease.get().orElse(null);
        StaleRows.Batch batch = stale.take();
        boolean all = held == null || !held.equals(readUnder) || batch.all() || isDue(batch);
        try {
            if (all || !again.isEmpty()) {
                trusting(writes::await); // rows that are being written would be read as they were
            }
            readUnder = null; // what is known now counts only once all of it is read
            verdicts.leadBy(held == null ? null : held.epoch());
            DeploymentReader.Rest rest =
                    transactions.read(tx -> all ? readAll(tx) : readSome(tx, batch));
            readUnder = held;
            deployments.forgetShownAnew();
            planesAgain = false;
            again.clear();
            again.addAll(rest.again());
            name(rest.unnamed());
        } catch (RuntimeException e) {
            stale.giveBack(batch);
            throw e;
        }
        return new SchedulerSnapshot(planes.facts(), deployments.facts(), deployments.frozen());
    }

    /// Without anybody who tells of changes, everything is read as often as that may be.
    private boolean isDue(StaleRows.Batch batch) {
        boolean told = !batch.isEmpty() && stale.areWhole();
        Duration inVain = allTook.multipliedBy(ALL_IN_VAIN);
        Duration untold = resync.compareTo(inVain) > 0 ? resync : inVain;
        return time.since(allReadAt).compareTo(told ? ALL_EVERY : untold) >= 0;
    }

    private DeploymentReader.Rest readAll(Tx tx) {
        long start = time.nanoTime();
        readAt = DatabaseClock.now(tx);
        planes.readAll(tx, readAt);
        DeploymentReader.Rest rest = deployments.readAll(tx);
        allReadAt = time.nanoTime();
        allTook = time.since(start);
        return rest;
    }

    /// Who knew that a pod has a node, and not that the node has less room, would give the room
    /// away: whatever made a deployment be read, its planes' nodes are as new as its replicas.
    private DeploymentReader.Rest readSome(Tx tx, StaleRows.Batch batch) {
        readAt = DatabaseClock.now(tx);
        DeploymentReader.Rest rest = deployments.read(tx, batch.deployments(), again);
        Set<PlaneId> nodes = new HashSet<>(batch.capacity());
        nodes.addAll(deployments.shownAnew());
        planes.read(tx, nodes, planesAgain || batch.planes(), readAt);
        return rest;
    }

    /// The snapshot speaks of placements by the revision of which an older Scheduler's rows say
    /// nothing: so the rows say it before anything is decided.
    private void name(Collection<PlacementKey> unnamed) {
        Lease held = readUnder;
        if (held != null && !unnamed.isEmpty()) {
            transactions.writeVoid(tx -> {
                held.verify(tx);
                tables.decided().placements().name(tx, unnamed);
            });
            unnamed.forEach(key -> again.add(key.deploymentId()));
        }
    }

    /// After a write that has failed nothing is known: it may be made all the same.
    private void trusting(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException e) {
            readUnder = null;
            verdicts.leadBy(null);
            throw e;
        }
    }

    @Override
    public Instant readAt() {
        return readAt;
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        Lease held = readUnder;
        if (held == null) {
            throw McmException.notLeader("role 'scheduler'");
        }
        DecidedRows rows = DecidedRows.of(plan, decidedAt);
        trusting(() -> writes.begin(() -> write(held, rows, written)));
        verdicts.wrote(plan.verdicts());
        deployments.decided(rows);
        if (!plan.planeStates().isEmpty()) {
            planesAgain = true;
            trusting(writes::await);
        }
    }

    private void write(Lease held, DecidedRows rows, Runnable written) {
        try {
            transactions.writeVoid(tx -> {
                held.verify(tx);
                rows.write(tx, tables.decided());
            });
        } catch (RuntimeException e) {
            stale.wake();
            throw e;
        }
        written.run();
    }

    /// Returns when no write is under way.
    ///
    /// @throws RuntimeException that of the last write, when it has failed and nobody was told yet
    @Override
    public void close() {
        trusting(writes::await);
    }
}
