package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.core.watch.ChangeLog;
import dev.mcm.atc.port.RowChange;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Transactions;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All watches of deployments. Changes wake them; what they send they read from the database.
/// Thread-safe.
public final class WatchHub implements Part {
    private static final int KEPT_CHANGES = 100_000;
    private static final Set<String> OF_A_DEPLOYMENT =
            Set.of(
                    "deployments",
                    "scale_targets",
                    "placements",
                    "placement_summaries",
                    "pushes",
                    "deployment_observed");

    private final WatchReader reader;
    private final TimeSource time;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ChangeLog log =
            new ChangeLog(new IdSource(RandomSource.secure()).characters(10), KEPT_CHANGES);

    public WatchHub(Transactions transactions, DeploymentReader reader, TimeSource time) {
        this.reader = new WatchReader(transactions, reader, time);
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
    public void onChange(RowChange change) {
        if (OF_A_DEPLOYMENT.contains(change.table()) && !change.key().isEmpty()) {
            DeploymentId id = new DeploymentId(change.key().getFirst());
            if (add(id, change)) {
                watches.forEach(Watch::everythingChanged);
            }
            watches.forEach(watch -> watch.changed(id));
        } else if (change.table().equals("plane_states")) {
            synchronized (log) {
                log.reset();
            }
            watches.forEach(Watch::everythingChanged);
        }
    }

    private boolean add(DeploymentId id, RowChange change) {
        synchronized (log) {
            return log.add(id, change.epoch().value());
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
        Watch watch = new Watch(filter, reader, observer, this::token, time);
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

    private String token() {
        synchronized (log) {
            return log.token();
        }
    }

    /// Number of watches now.
    public int size() {
        return watches.size();
    }
}
