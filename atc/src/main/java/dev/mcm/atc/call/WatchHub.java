package dev.mcm.atc.call;

import dev.mcm.atc.core.watch.ChangeLog;
import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.ChangeListener;
import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.RowChange;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.port.WatchClient;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All watches of deployments. Changes wake them; what they send they read from the database.
/// Thread-safe.
public final class WatchHub implements Part, ChangeListener {
    private static final int KEPT_CHANGES = 100_000;
    private static final Set<Table> OF_A_DEPLOYMENT =
            Set.of(
                    Table.DEPLOYMENTS,
                    Table.SCALE_TARGETS,
                    Table.PLACEMENTS,
                    Table.PLACEMENT_SUMMARIES,
                    Table.PUSHES,
                    Table.DEPLOYMENT_OBSERVED,
                    Table.OBSERVED_CELLS);

    private final WatchReader reader;
    private final TimeSource time;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ChangeLog log =
            new ChangeLog(new IdSource(RandomSource.secure()).characters(10), KEPT_CHANGES);

    public WatchHub(TransactionsOver<DeploymentReads> transactions, TimeSource time) {
        this.reader = new WatchReader(transactions, time, log);
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

    /// Watches hear of it under the log's lock: a token whose position covers the change is given
    /// only after each watch knows of it.
    @Override
    public void onChange(RowChange change) {
        if (OF_A_DEPLOYMENT.contains(change.table()) && !change.key().isEmpty()) {
            DeploymentId id = new DeploymentId(change.key().getFirst());
            synchronized (log) {
                log.add(id);
                note(id, change);
                @Nullable Owner owner = log.owner(id).orElse(null);
                watches.forEach(watch -> watch.changed(id, owner));
            }
        } else if (change.table() == Table.PLANE_STATES) {
            synchronized (log) {
                log.reset();
                watches.forEach(Watch::everythingChanged);
            }
        }
    }

    @Override
    public void onResync() {
        synchronized (log) {
            log.skipped();
            watches.forEach(Watch::skipped);
        }
    }

    private void note(DeploymentId id, RowChange change) {
        if (change.owner() != null) {
            log.learn(id, change.owner());
        }
        if (change.deleted() && change.table() == Table.DEPLOYMENTS) {
            log.gone(id);
        }
    }

    /// Serves a client until it or this process ends the watch. Returns at once.
    ///
    /// @throws dev.mcm.shared.error.McmException WATCH_TOKEN_EXPIRED
    void watch(WatchFilter filter, String resumeToken, WatchClient client) {
        Watch watch = new Watch(filter, reader, client, time);
        watches.add(watch);
        client.onCancel(watch::cancelled);
        client.onReady(watch::wake);
        try {
            if (!resumeToken.isEmpty()) {
                synchronized (log) {
                    watch.resumeWith(resumeToken, log.since(resumeToken));
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
