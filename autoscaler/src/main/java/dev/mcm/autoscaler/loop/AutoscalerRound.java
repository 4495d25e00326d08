package dev.mcm.autoscaler.loop;

import dev.mcm.autoscaler.core.AutoscalerSnapshot;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.autoscaler.core.WatchedDeployments;
import dev.mcm.autoscaler.port.AutoscalerStore;
import dev.mcm.autoscaler.port.MetricsSource;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.lease.Leadership;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round: take in samples, read again what has changed, decide, write what differs.
///
/// Every instance keeps the samples; only the leader decides. A new leader goes on from the
/// checkpoints. Runs on one thread, but for [#stale()], [#asleep()] and the readiness.
public final class AutoscalerRound implements Tick, Readiness {
    private static final Logger log = LoggerFactory.getLogger(AutoscalerRound.class);
    private static final Duration BEYOND_WINDOW = Duration.ofSeconds(10);

    /// The world.
    public record Ports(
            AutoscalerStore store, MetricsSource metrics, Leadership leadership, TimeSource time) {}

    /// @param resync how often to read everything again without an event
    /// @param checkpoint how often to save the state of decisions
    /// @param catchUp how long after the start to wait for the samples of the past before deciding
    ///   without them
    public record Timing(Duration resync, Duration checkpoint, Duration catchUp) {}

    private final Ports ports;
    private final Timing timing;
    private final WatchedDeployments deployments;
    private final AutoscalerRoundObserver observer;
    private final long started;
    private volatile boolean stale = true;
    private volatile Set<DeploymentId> asleep = Set.of();
    private volatile @Nullable String problem = "no round has ended yet";
    private @Nullable Epoch lastReign;
    private long readAt;
    private long savedAt;

    public AutoscalerRound(
            Ports ports,
            Timing timing,
            WatchedDeployments deployments,
            AutoscalerRoundObserver observer) {
        this.ports = ports;
        this.timing = timing;
        this.deployments = deployments;
        this.observer = observer;
        this.started = ports.time().nanoTime();
        this.savedAt = started;
    }

    /// Something stored has changed: the next round reads it.
    public void stale() {
        stale = true;
    }

    /// Deployments at zero, as of the last round.
    public Set<DeploymentId> asleep() {
        return asleep;
    }

    @Override
    public Optional<String> whyNotReady() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void run() {
        try {
            round();
            problem = null;
        } catch (RuntimeException e) {
            problem = "the last round failed: " + e.getMessage();
            throw e;
        }
    }

    private void round() {
        ports.metrics().drain().forEach(deployments::report);
        @Nullable Epoch reign = ports.leadership().reign().orElse(null);
        boolean newLeader = reign != null && !reign.equals(lastReign);
        if (newLeader || stale || elapsed(readAt, timing.resync())) {
            refresh();
        }
        if (newLeader) {
            deployments.restore(
                    ports.store().checkpoints(), ports.time().instant().getEpochSecond());
        }
        lastReign = reign;
        if (reign != null && reign.equals(ports.leadership().reign().orElse(null))) {
            decide();
        } else {
            observer.onStandby();
        }
    }

    private void refresh() {
        stale = false;
        try {
            AutoscalerSnapshot snapshot = ports.store().read();
            deployments.refresh(snapshot);
            Duration rewind = Duration.ofSeconds(snapshot.longestWindow()).plus(BEYOND_WINDOW);
            ports.metrics().follow(snapshot.planes().keySet(), rewind);
            readAt = ports.time().nanoTime();
        } catch (RuntimeException e) {
            stale = true;
            throw e;
        }
    }

    private void decide() {
        long start = ports.time().nanoTime();
        Instant now = ports.time().instant();
        boolean complete = ports.metrics().caughtUp() || elapsed(started, timing.catchUp());
        List<TargetChange> changes = deployments.decide(complete, now.getEpochSecond());
        Map<DeploymentId, Checkpoint> checkpoints =
                new HashMap<>(deployments.checkpointsOf(changes));
        checkpoints.putAll(deployments.urgent());
        if (elapsed(savedAt, timing.checkpoint())) {
            checkpoints.putAll(deployments.unsaved());
            savedAt = ports.time().nanoTime();
        }
        observer.onDecided(deployments.size(), ports.time().since(start));
        if (!changes.isEmpty() || !checkpoints.isEmpty()) {
            ports.store().write(changes, checkpoints, now);
            deployments.written(changes, checkpoints, now.getEpochSecond());
            observer.onWritten(changes);
        }
        changes.forEach(AutoscalerRound::tell);
        asleep = deployments.asleep();
    }

    private static void tell(TargetChange change) {
        log.atInfo()
                .addKeyValue("deployment", change.deploymentId())
                .addKeyValue("desired", change.desired())
                .addKeyValue("reason", change.reason())
                .log("Desired scale");
    }

    private boolean elapsed(long since, Duration limit) {
        return ports.time().since(since).compareTo(limit) >= 0;
    }
}
