package dev.mcm.atc.loop;

import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.feed.DirtySet;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers milestones and follows starts that fail, removes deleted deployments of which nothing
/// is left, forgets old answers, and writes versions that have no row. For one thread.
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration ANSWERS_KEPT = Duration.ofHours(24);
    private static final Duration ALL_EVERY = Duration.ofMinutes(1);

    private final UpkeepStore store;
    private final TimeSource time;
    private final DirtySet<DeploymentId> dirty = new DirtySet<>(Pusher.MOST_DIRTY);
    private long all;

    Upkeep(UpkeepStore store, TimeSource time) {
        this.store = store;
        this.time = time;
        this.all = time.nanoTime() - ALL_EVERY.toNanos();
    }

    DirtySet<DeploymentId> dirty() {
        return dirty;
    }

    void tick() {
        boolean everything = time.since(all).compareTo(ALL_EVERY) >= 0;
        if (everything) {
            dirty.addAll();
        }
        DirtySet.Batch<DeploymentId> batch = dirty.take();
        try {
            remember(batch);
        } catch (RuntimeException e) {
            dirty.giveBack(batch);
            throw e;
        }
        store.reap()
                .forEach(
                        id -> LOG.atInfo().addKeyValue("deployment", id).log("deployment removed"));
        if (everything) {
            store.purgeAnswers(time.instant().minus(ANSWERS_KEPT));
            rememberVersions();
            all = time.nanoTime();
        }
    }

    private void rememberVersions() {
        int written = store.rememberVersions();
        if (written > 0) {
            LOG.atInfo().addKeyValue("versions", written).log("versions without a row written");
        }
    }

    private void remember(DirtySet.Batch<DeploymentId> batch) {
        if (batch.all()) {
            store.rememberAll(time.instant());
        } else {
            store.remember(batch.keys(), time.instant());
        }
    }
}
