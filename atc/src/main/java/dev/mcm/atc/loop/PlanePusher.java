package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pushes deployments to one plane: which, when, and what was the outcome. Its own thread drives it
/// ([PlaneLoop]).
final class PlanePusher {
    private static final Logger LOG = LoggerFactory.getLogger(PlanePusher.class);
    private static final Backoff BACKOFF =
            Backoff.between(Duration.ofMillis(200), Duration.ofSeconds(30));

    private final PlaneId plane;
    private final PlaneGate gate;
    private final PushSource source;
    private final TimeSource time;
    private final PushMeters meters;
    private final PushQueue queue;
    private final DeploymentPush push;
    private final PushResults results;
    private final PusherPorts.Leadership leadership;
    private volatile Runnable offered = () -> {};
    private final StateLog future;
    private final StateLog unreadable;

    /// What this process knows to be on the plane.
    private final Map<DeploymentId, PushTask> known = new ConcurrentHashMap<>();

    /// Objects that may not be there, of deployments that have business here.
    private final Map<DeploymentId, Set<ManifestKey>> leftovers = new ConcurrentHashMap<>();

    /// What is left of deployments that have none.
    private final Map<DeploymentId, Leftovers> strays = new ConcurrentHashMap<>();

    /// Strays that could not be removed.
    private final Set<DeploymentId> kept = ConcurrentHashMap.newKeySet();

    PlanePusher(PlaneId plane, PlaneApi api, PlaneGate gate, PusherPorts ports, PushMeters meters) {
        this.plane = plane;
        this.gate = gate;
        this.source = ports.source();
        this.time = ports.time();
        this.meters = meters;
        this.queue =
                new PushQueue(BACKOFF, RandomSource.seeded(plane.hashCode() + time.nanoTime()));
        this.push = new DeploymentPush(api, new Fences(api));
        this.results = new PushResults(plane, ports.log(), time);
        this.leadership = ports.leadership();
        this.future = new StateLog(LOG, "objects on plane " + plane);
        this.unreadable = new StateLog(LOG, "labels on plane " + plane);
    }

    /// Calls `listener` whenever something is queued; it must not block. To be called before
    /// anything is.
    void onOffered(Runnable listener) {
        offered = listener;
    }

    /// Something about the deployment may have changed.
    void offer(DeploymentId deployment) {
        queue.offer(deployment, time.nanoTime());
        offered.run();
    }

    /// Whether it has been pushed here or waits to be.
    boolean knows(DeploymentId deployment) {
        return known.containsKey(deployment) || queue.contains(deployment);
    }

    PushQueue queue() {
        return queue;
    }

    /// Takes over what a resync has found: queues what differs and what has no business here.
    void resynced(ResyncFindings found) {
        ResyncFindings findings = isOurs() ? found : found.withoutRemovals();
        for (PushTask task : findings.inOrder()) {
            DeploymentId id = task.deployment().id();
            if (!queue.contains(id)) {
                known.put(id, task);
            }
        }
        findings.differing().forEach(this::repair);
        findings.unknown().forEach(this::prune);
        tell(
                future,
                findings.fromTheFuture(),
                "carry push versions that this database never gave out: left alone; was it"
                        + " restored from a backup?");
        tell(unreadable, findings.unreadable(), "carry labels that no deployment has: left alone");
    }

    private static void tell(StateLog state, List<LiveObject> objects, String reason) {
        if (objects.isEmpty()) {
            state.worked();
        } else {
            state.failed(reason, null);
        }
    }

    /// Reads what is wanted of the deployments taken from the queue.
    Map<DeploymentId, PushTask> read(Collection<DeploymentId> taken) {
        return source.tasks(plane, taken);
    }

    /// Does what there is to do about a deployment taken from the queue and gives it back. Throws
    /// nothing.
    ///
    /// @param task what is wanted of it; null when there is no such deployment
    void run(DeploymentId id, @Nullable PushTask task) {
        try {
            @Nullable Leftovers stray = strays.get(id);
            if (stray != null && isUnwanted(task)) {
                remove(stray);
            } else if (task != null) {
                strays.remove(id);
                push(task);
            } else {
                known.remove(id);
                leftovers.remove(id);
            }
            queue.done(id, time.nanoTime());
        } catch (RuntimeException | Error e) {
            fail(id, task, e);
        }
    }

    private void push(PushTask task) {
        DeploymentId id = task.deployment().id();
        Set<ManifestKey> extra = isOurs() ? leftovers.getOrDefault(id, Set.of()) : Set.of();
        @Nullable PushTask before = known.get(id);
        if (extra.isEmpty() && before != null && before.wantsSame(task)) {
            return;
        }
        long start = time.nanoTime();
        finish(task, push.push(task, extra));
        leftovers.remove(id, extra);
        meters.pushed(time.since(start));
    }

    private void finish(PushTask task, PushOutcome outcome) {
        switch (outcome) {
            case APPLIED -> {
                known.put(task.deployment().id(), task);
                results.applied(task);
            }
            case GONE -> {
                known.remove(task.deployment().id());
                results.gone(task);
            }
            case HELD -> known.put(task.deployment().id(), task);
        }
    }

    void writeResults() {
        results.write();
    }

    private void fail(DeploymentId id, @Nullable PushTask task, Throwable error) {
        known.remove(id);
        queue.failed(id, time.nanoTime());
        meters.failed();
        if (task != null && !isUnwanted(task)) {
            results.failed(task, String.valueOf(error.getMessage()));
        }
        if (error instanceof PlaneApiException api) {
            if (api.kind() == PlaneApiException.Kind.UNREACHABLE) {
                gate.close();
            }
        } else if (!(error instanceof StaleVersionException)) {
            LOG.atError()
                    .addKeyValue("deployment", id)
                    .addKeyValue("plane", plane)
                    .setCause(error)
                    .log("push failed");
        }
    }

    private void prune(Leftovers stray) {
        strays.put(stray.deployment(), stray);
        offer(stray.deployment());
    }

    private void repair(DeploymentId deployment, Set<ManifestKey> unwanted) {
        known.remove(deployment);
        if (!unwanted.isEmpty()) {
            leftovers.put(deployment, unwanted);
        }
        offer(deployment);
    }

    private void remove(Leftovers stray) {
        DeploymentId id = stray.deployment();
        try {
            if (push.prune(stray, fence -> mayPrune(id, fence))) {
                LOG.atInfo()
                        .addKeyValue("deployment", id)
                        .addKeyValue("objects", stray.inOrder())
                        .addKeyValue("plane", plane)
                        .log("leftovers removed");
            }
            strays.remove(id, stray);
            kept.remove(id);
        } catch (PlaneApiException | StaleVersionException e) {
            if (kept.add(id)) {
                LOG.atWarn()
                        .addKeyValue("deployment", id)
                        .addKeyValue("plane", plane)
                        .setCause(e)
                        .log("leftovers not removed");
            }
            throw e;
        }
    }

    /// @param fence where it stands for the deployment
    /// @throws StaleVersionException when a newer database has pushed it here
    private boolean mayPrune(DeploymentId id, long fence) {
        long newest = source.newestVersion();
        if (fence > newest) {
            throw new StaleVersionException("the fence for " + id, newest);
        }
        return isOurs()
                && leadership.leads()
                && isUnwanted(source.tasks(plane, Set.of(id)).get(id));
    }

    /// Whether it was the plane, for certain, that answered the last probe.
    private boolean isOurs() {
        return gate.isOpen() && gate.mayPrune();
    }

    /// The database wants nothing of the deployment here, and says of nothing that it is here.
    private static boolean isUnwanted(@Nullable PushTask task) {
        return task == null || (task.placements().isEmpty() && task.last().isEmpty());
    }

    List<DeploymentId> take(int max) {
        return queue.take(max, time.nanoTime());
    }
}
