package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.core.watch.ChangeLog;
import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.RowChange;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Transactions;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All watches of deployments. Changes wake them; what they send they read from the database.
/// Thread-safe.
public final class WatchHub implements Part {
    private static final int KEPT_CHANGES = 100_000;
    private static final Set<Table> OF_A_DEPLOYMENT =
            Set.of(
                    Table.DEPLOYMENTS,
                    Table.SCALE_TARGETS,
                    Table.PLACEMENTS,
                    Table.PLACEMENT_SUMMARIES,
                    Table.PUSHES,
                    Table.DEPLOYMENT_OBSERVED);

    private final WatchReader reader;
    private final TimeSource time;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ChangeLog log =
            new ChangeLog(new IdSource(RandomSource.secure()).characters(10), KEPT_CHANGES);

    public WatchHub(Transactions transactions, DeploymentReader reader, TimeSource time) {
        this.reader = new WatchReader(transactions, reader, time, log);
        this.time = time;
    }

    @Override
    public String name() {
        return "watches";
    }

    @Override
    public void start() {}

    /// Ends all watches: their callers come back, to this process or another.
    @Override
    public void stop() {
        watches.forEach(Watch::end);
    }

    /// A row has changed. Does not block.
    ///
    /// Watches hear of it under the log's lock: a token whose position covers the change is given
    /// only after each watch knows of it.
    public void onChange(RowChange change) {
        if (OF_A_DEPLOYMENT.contains(change.table()) && !change.key().isEmpty()) {
            DeploymentId id = new DeploymentId(change.key().getFirst());
            synchronized (log) {
                if (log.add(id, change.epoch().value())) {
                    watches.forEach(Watch::skipped);
                }
                note(id, change);
                Optional<Owner> owner = log.owner(id);
                watches.forEach(watch -> watch.changed(id, owner));
            }
        } else if (change.table() == Table.PLANE_STATES) {
            synchronized (log) {
                log.reset();
                watches.forEach(Watch::everythingChanged);
            }
        }
    }

    private void note(DeploymentId id, RowChange change) {
        change.owner().ifPresent(owner -> log.learn(id, owner));
        if (change.deleted() && change.table() == Table.DEPLOYMENTS) {
            log.gone(id);
        }
    }

    /// Serves a call until it ends.
    ///
    /// @throws dev.mcm.shared.error.McmException WATCH_TOKEN_EXPIRED
    void watch(
            WatchDeploymentsRequest request,
            Caller caller,
            ServerCallStreamObserver<WatchDeploymentsResponse> observer) {
        WatchFilter filter = WatchFilter.of(request, caller);
        Watch watch = new Watch(filter, reader, observer, time);
        watches.add(watch);
        observer.setOnCancelHandler(watch::cancelled);
        observer.setOnReadyHandler(watch::wake);
        try {
            if (!request.getResumeToken().isEmpty()) {
                synchronized (log) {
                    watch.resumeWith(request.getResumeToken(), log.since(request.getResumeToken()));
                }
            }
        } catch (RuntimeException e) {
            watches.remove(watch);
            throw e;
        }
        Thread.ofVirtual()
                .name("watch")
                .start(() -> {
                    try {
                        watch.run();
                    } finally {
                        watches.remove(watch);
                    }
                });
    }

    /// Number of watches now.
    public int size() {
        return watches.size();
    }
}
