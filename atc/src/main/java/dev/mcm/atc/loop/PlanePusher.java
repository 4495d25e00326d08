package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final PlaneResync resync;
    private final PushResults results;
    private final StateLog future;

    /// What this process knows to be on the plane.
    private final Map<DeploymentId, PushTask> known = new ConcurrentHashMap<>();

    private final Map<DeploymentId, Set<ManifestKey>> leftovers = new ConcurrentHashMap<>();

    PlanePusher(PlaneId plane, PlaneApi api, PlaneGate gate, PusherPorts ports, PushMeters meters) {
        this.plane = plane;
        this.gate = gate;
        this.source = ports.source();
        this.time = ports.time();
        this.meters = meters;
        this.queue =
                new PushQueue(BACKOFF, RandomSource.seeded(plane.hashCode() + time.nanoTime()));
        this.push = new DeploymentPush(api, new Fences(api));
        this.resync = new PlaneResync(plane, api, source);
        this.results = new PushResults(plane, ports.log(), time);
        this.future = new StateLog(LOG, "objects on plane " + plane);
    }

    /// Something about the deployment may have changed.
    void offer(DeploymentId deployment) {
        queue.offer(deployment, time.nanoTime());
    }

    /// Whether it has been pushed here or waits to be.
    boolean knows(DeploymentId deployment) {
        return known.containsKey(deployment) || queue.contains(deployment);
    }

    PushQueue queue() {
        return queue;
    }

    /// Compares everything and queues what differs; removes what has no business here.
    void resync() {
        ResyncFindings found = resync.compare();
        ResyncFindings findings = gate.mayPrune() ? found : found.withoutRemovals();
        findings.inOrder().forEach(task -> known.put(task.deployment().id(), task));
        findings.differing().forEach(this::repair);
        findings.unknown().forEach(this::prune);
        if (findings.fromTheFuture().isEmpty()) {
            future.worked();
        } else {
            future.failed(
                    "carry push versions that this database never gave out: left alone; was it"
                            + " restored from a backup?",
                    null);
        }
    }

    /// Reads what is wanted of the deployments taken from the queue.
    Map<DeploymentId, PushTask> read(Collection<DeploymentId> taken) {
        return source.tasks(plane, taken);
    }

    /// Pushes one deployment and gives it back to the queue. Throws nothing.
    void run(PushTask task) {
        DeploymentId id = task.deployment().id();
        Set<ManifestKey> extra = leftovers.getOrDefault(id, Set.of());
        PushTask before = known.get(id);
        if (extra.isEmpty() && before != null && before.wantsSame(task)) {
            queue.done(id, time.nanoTime());
            return;
        }
        long start = time.nanoTime();
        try {
            finish(task, push.push(task, extra));
            leftovers.remove(id, extra);
            queue.done(id, time.nanoTime());
            meters.pushed(time.since(start));
        } catch (PlaneApiException | StaleVersionException e) {
            fail(task, e);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("deployment", id)
                    .addKeyValue("plane", plane)
                    .setCause(e)
                    .log("push failed");
            fail(task, e);
        }
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

    /// A deployment that no longer exists: what is left of it the next resync finds.
    void missing(DeploymentId deployment) {
        known.remove(deployment);
        queue.done(deployment, time.nanoTime());
    }

    void writeResults() {
        results.write();
    }

    boolean hasResults() {
        return !results.isEmpty();
    }

    private void fail(PushTask task, RuntimeException error) {
        known.remove(task.deployment().id());
        queue.failed(task.deployment().id(), time.nanoTime());
        results.failed(task, String.valueOf(error.getMessage()));
        meters.failed();
        closeGateIfUnreachable(error);
    }

    private void repair(DeploymentId deployment, Set<ManifestKey> unwanted) {
        known.remove(deployment);
        if (!unwanted.isEmpty()) {
            leftovers.put(deployment, unwanted);
        }
        offer(deployment);
    }

    private void prune(LiveObject object) {
        try {
            OrganizationId organization =
                    new OrganizationId(object.label(PlaneNames.LABEL_ORGANIZATION));
            DeploymentId deployment = new DeploymentId(object.label(PlaneNames.LABEL_DEPLOYMENT));
            push.prune(organization, deployment, object);
            LOG.atInfo()
                    .addKeyValue("object", object.key())
                    .addKeyValue("plane", plane)
                    .log("leftover removed");
        } catch (PlaneApiException | StaleVersionException | IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("object", object.key())
                    .addKeyValue("plane", plane)
                    .setCause(e)
                    .log("leftover not removed");
            closeGateIfUnreachable(e);
        }
    }

    void closeGateIfUnreachable(RuntimeException error) {
        if (error instanceof PlaneApiException api
                && api.kind() == PlaneApiException.Kind.UNREACHABLE) {
            gate.close();
        }
    }

    List<DeploymentId> take(int max) {
        return queue.take(max, time.nanoTime());
    }
}
