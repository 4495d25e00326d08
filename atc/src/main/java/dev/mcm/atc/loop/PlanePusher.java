package dev.mcm.atc.loop;

import static java.util.stream.Collectors.toSet;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.lease.Leadership;
import dev.mcm.type.v1.PushState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one plane hold what is wanted of a deployment, and remembers what it has put there and
/// what may not be there. When, and which one, is the [PlaneWorker]'s part. Thread-safe, one
/// deployment by one thread at a time.
final class PlanePusher {
    private static final Logger LOG = LoggerFactory.getLogger(PlanePusher.class);

    private final PlaneId plane;
    private final PlaneGate gate;
    private final PushSource source;
    private final Leadership leadership;
    private final TimeSource time;
    private final PlaneMeters meters;
    private final DeploymentPush push;
    private final PushResults results;
    private final FailingPushes failing;
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

    PlanePusher(
            PlaneApi api, PlaneGate gate, PusherPorts ports, TimeSource time, PlaneMeters meters) {
        this.plane = meters.plane();
        this.gate = gate;
        this.source = ports.source();
        this.leadership = ports.leadership();
        this.time = time;
        this.meters = meters;
        PlaneApi named = new NamedCalls(api);
        this.push = new DeploymentPush(named, new Fences(named), budgets());
        this.failing = new FailingPushes(time);
        this.results = new PushResults(plane, ports.log(), time);
        this.future = new StateLog(LOG, "objects on plane " + plane);
        this.unreadable = new StateLog(LOG, "labels on plane " + plane);
    }

    private StateLog budgets() {
        return new StateLog(LOG, "disruption budgets on plane " + plane);
    }

    /// Whether it has been pushed here.
    boolean knows(DeploymentId deployment) {
        return known.containsKey(deployment);
    }

    /// Whether it has pushed just that.
    boolean has(PushTask task) {
        @Nullable PushTask before = known.get(task.deployment().id());
        return before != null && before.wantsSame(task);
    }

    void describe(PushState.Builder state) {
        failing.describe(state);
    }

    /// Takes over what a resync has found.
    ///
    /// @param found what is left out of it, such as removals that are held, is not done either when
    ///   it was found before
    /// @param waiting deployments that are pushed or wait to be: what was found of them may be old
    /// @return deployments to push: what differs, and what has no business here
    Set<DeploymentId> learn(ResyncFindings found, Predicate<DeploymentId> waiting) {
        ResyncFindings findings = isOurs() ? found : found.withoutRemovals();
        for (PushTask task : findings.inOrder()) {
            DeploymentId id = task.deployment().id();
            if (!waiting.test(id)) {
                known.put(id, task);
            }
        }
        findings.differing().forEach(this::forget);
        Set<DeploymentId> unknown =
                findings.unknown().stream().map(Leftovers::deployment).collect(toSet());
        strays.keySet().retainAll(unknown);
        findings.unknown().forEach(stray -> strays.put(stray.deployment(), stray));
        tell(
                future,
                findings.fromTheFuture(),
                "carry push versions that this database never gave out: left alone; was it"
                        + " restored from a backup?");
        tell(unreadable, findings.unreadable(), "carry labels that no deployment has: left alone");
        Set<DeploymentId> due = new LinkedHashSet<>(findings.differing().keySet());
        due.addAll(unknown);
        return due;
    }

    private void forget(DeploymentId deployment, Set<ManifestKey> unwanted) {
        known.remove(deployment);
        if (!unwanted.isEmpty()) {
            leftovers.put(deployment, unwanted);
        }
    }

    private static void tell(StateLog state, List<LiveObject> objects, String reason) {
        if (objects.isEmpty()) {
            state.worked();
        } else {
            state.failed(reason, null);
        }
    }

    /// Does what there is to do about a deployment. Throws nothing.
    ///
    /// @param task what is wanted of it; null when there is no such deployment
    /// @return false when it is to be tried again
    boolean push(DeploymentId id, @Nullable PushTask task) {
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
            failing.worked(id);
            return true;
        } catch (RuntimeException | Error e) {
            failed(id, task, e);
            return false;
        }
    }

    private void push(PushTask task) {
        DeploymentId id = task.deployment().id();
        Set<ManifestKey> extra = isOurs() ? leftovers.getOrDefault(id, Set.of()) : Set.of();
        if (extra.isEmpty() && has(task)) {
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

    /// Writes what has become of pushes; what cannot be written stays for the next time.
    void writeResults() {
        results.write();
    }

    private void failed(DeploymentId id, @Nullable PushTask task, Throwable error) {
        known.remove(id);
        meters.failed();
        failing.failed(id, error);
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
        return task == null || (task.placements().isEmpty() && task.last() == null);
    }
}
