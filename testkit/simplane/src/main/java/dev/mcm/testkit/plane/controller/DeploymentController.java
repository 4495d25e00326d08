package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps the replica sets of deployments as their specs say. Runs on the scheduler.
final class DeploymentController {

    private static final String DESIRED_REPLICAS = "deployment.kubernetes.io/desired-replicas";
    private static final String MAX_REPLICAS = "deployment.kubernetes.io/max-replicas";

    private final ObjectRegistry registry;
    private final Dependents dependents;
    private final TaskScheduler scheduler;
    private final EventRecorder events;
    private final WorkQueue<ObjectKey> queue;
    private final Adoption adoption;

    DeploymentController(
            ObjectRegistry registry,
            Dependents dependents,
            TaskScheduler scheduler,
            EventRecorder events) {
        this.registry = registry;
        this.dependents = dependents;
        this.scheduler = scheduler;
        this.events = events;
        queue = new WorkQueue<>(scheduler, this::reconcile);
        adoption =
                new Adoption(
                        registry,
                        dependents,
                        ResourceTypes.DEPLOYMENT,
                        ResourceTypes.REPLICA_SET,
                        queue::add);
        registry.store().listen(ResourceTypes.DEPLOYMENT, e -> queue.add(e.object().key()));
        registry.store().listen(ResourceTypes.REPLICA_SET, this::enqueueOwner);
    }

    private void enqueueOwner(StoreEvent event) {
        for (var owner : event.object().at("metadata", "ownerReferences")) {
            if (Trees.text(owner, "kind").equals("Deployment")) {
                queue.add(
                        new ObjectKey(event.object().key().namespace(), Trees.text(owner, "name")));
            }
        }
    }

    private void reconcile(ObjectKey key) {
        StoredObject deployment = registry.store().find(ResourceTypes.DEPLOYMENT, key);
        if (deployment == null || deployment.isDeleting()) {
            return;
        }
        adoption.claim(deployment);
        Rollouts rollouts = rollouts(deployment);
        if (deployment.at("spec", "paused").asBoolean() || isRescaled(rollouts)) {
            rescale(rollouts);
        } else {
            roll(rollouts);
        }
        reportStatus(rollouts(deployment));
        if (DeploymentStatus.isComplete(rollouts(deployment))) {
            prune(rollouts(deployment));
        }
    }

    private Rollouts rollouts(StoredObject deployment) {
        return Rollouts.of(
                deployment, dependents.controlledBy(deployment.uid(), ResourceTypes.REPLICA_SET));
    }

    /// Whether the deployment wants another number of pods than when its sets were last scaled.
    private static boolean isRescaled(Rollouts rollouts) {
        int desired = rollouts.deployment().number(1, "spec", "replicas");
        return rollouts.active().stream()
                .map(s -> s.annotation(DESIRED_REPLICAS))
                .anyMatch(a -> !a.isEmpty() && !a.equals(Integer.toString(desired)));
    }

    /// Changes the scale of what is there, without going on with the rollout.
    private void rescale(Rollouts rollouts) {
        StoredObject deployment = rollouts.deployment();
        int desired = deployment.number(1, "spec", "replicas");
        Optional<StoredObject> single = rollouts.activeOrLatest();
        Optional<StoredObject> current = rollouts.current();
        boolean saturated =
                current.filter(c -> c.number(0, "spec", "replicas") == desired)
                        .filter(c -> c.number(0, "status", "availableReplicas") == desired)
                        .isPresent();
        if (single.isPresent()) {
            scale(deployment, single.get(), desired);
        } else if (saturated) {
            rollouts.old().forEach(s -> scale(deployment, s, 0));
        } else if (!deployment.text("spec", "strategy", "type").equals("Recreate")) {
            List<StoredObject> active = rollouts.active();
            List<ProportionalScale.Set> sets = new ArrayList<>();
            for (StoredObject set : active) {
                sets.add(
                        new ProportionalScale.Set(
                                set.key().name(),
                                set.number(0, "spec", "replicas"),
                                largest(set),
                                sets.size()));
            }
            Map<String, Integer> sizes =
                    new ProportionalScale(desired, rolling(deployment).surge()).sizes(sets);
            active.forEach(s -> scale(deployment, s, sizes.getOrDefault(s.key().name(), 0)));
        }
        // A set without pods would have us here again and again.
        rollouts.active().forEach(s -> noteScale(deployment, s));
    }

    private static int largest(StoredObject set) {
        String most = set.annotation(MAX_REPLICAS);
        return most.isEmpty() ? set.number(0, "status", "replicas") : Integer.parseInt(most);
    }

    private void roll(Rollouts rollouts) {
        StoredObject deployment = rollouts.deployment();
        int desired = deployment.number(1, "spec", "replicas");
        boolean recreate = deployment.text("spec", "strategy", "type").equals("Recreate");
        if (recreate && recreateWaits(rollouts)) {
            return;
        }
        Optional<StoredObject> current = rollouts.current();
        if (current.isEmpty()) {
            current = create(rollouts, recreate ? desired : firstStep(rollouts, desired));
        }
        if (current.isEmpty()) {
            return;
        }
        markRevision(rollouts, current.get());
        if (recreate) {
            scale(deployment, current.get(), desired);
            return;
        }
        List<StoredObject> old = rollouts.old();
        RollingUpdate.Step step =
                rolling(deployment).next(set(current.get()), old.stream().map(this::set).toList());
        scale(deployment, current.get(), step.newWanted());
        for (int i = 0; i < old.size(); i++) {
            scale(deployment, old.get(i), step.oldWanted().get(i));
        }
    }

    /// Scales old sets to nothing and says whether their pods are still there.
    private boolean recreateWaits(Rollouts rollouts) {
        boolean pods = false;
        for (StoredObject old : rollouts.old()) {
            scale(rollouts.deployment(), old, 0);
            pods |= !dependents.controlledBy(old.uid(), ResourceTypes.POD).isEmpty();
        }
        return pods;
    }

    private int firstStep(Rollouts rollouts, int desired) {
        RollingUpdate.Step step =
                rolling(rollouts.deployment())
                        .next(
                                new RollingUpdate.Set(0, 0),
                                rollouts.old().stream().map(this::set).toList());
        return Math.min(step.newWanted(), desired);
    }

    static RollingUpdate rolling(StoredObject deployment) {
        return RollingUpdate.of(
                deployment.number(1, "spec", "replicas"),
                deployment.text("spec", "strategy", "rollingUpdate", "maxSurge"),
                deployment.text("spec", "strategy", "rollingUpdate", "maxUnavailable"));
    }

    private RollingUpdate.Set set(StoredObject set) {
        return new RollingUpdate.Set(
                set.number(0, "spec", "replicas"), set.number(0, "status", "availableReplicas"));
    }

    private Optional<StoredObject> create(Rollouts rollouts, int replicas) {
        try {
            StoredObject set =
                    registry.create(
                            WriteRequest.internal(ResourceTypes.REPLICA_SET, rollouts.currentKey()),
                            rollouts.newSet(replicas));
            events.normal(
                    rollouts.deployment(),
                    "ScalingReplicaSet",
                    "Scaled up replica set " + set.key().name() + " from 0 to " + replicas);
            return Optional.of(set);
        } catch (StatusException _) {
            // The namespace is going, or another set has that name: the next change brings us back.
            return Optional.empty();
        }
    }

    /// A template that comes back is the newest revision again.
    private void markRevision(Rollouts rollouts, StoredObject current) {
        int highest = rollouts.old().stream().mapToInt(Rollouts::revision).max().orElse(0);
        String revision = Integer.toString(Math.max(Rollouts.revision(current), highest + 1));
        annotate(current, revision);
        annotate(rollouts.deployment(), revision);
    }

    private void annotate(StoredObject object, String revision) {
        if (!object.annotation(Rollouts.REVISION).equals(revision)) {
            registry.edit(
                    object.type(),
                    object.key(),
                    tree -> {
                        Trees.ensure(tree, "metadata", "annotations")
                                .put(Rollouts.REVISION, revision);
                        return tree;
                    });
        }
    }

    private void scale(StoredObject deployment, StoredObject set, int replicas) {
        int before = set.number(0, "spec", "replicas");
        registry.edit(
                set.type(),
                set.key(),
                tree -> {
                    Trees.ensure(tree, "spec").put("replicas", replicas);
                    noteScale(deployment, tree);
                    return tree;
                });
        if (before != replicas) {
            events.normal(
                    deployment,
                    "ScalingReplicaSet",
                    "Scaled %s replica set %s from %d to %d"
                            .formatted(
                                    before < replicas ? "up" : "down",
                                    set.key().name(),
                                    before,
                                    replicas));
        }
    }

    private void noteScale(StoredObject deployment, StoredObject set) {
        registry.edit(
                set.type(),
                set.key(),
                tree -> {
                    noteScale(deployment, tree);
                    return tree;
                });
    }

    /// Notes at a replica set what the deployment wants, so that a change is seen as such.
    static void noteScale(StoredObject deployment, ObjectNode set) {
        int desired = deployment.number(1, "spec", "replicas");
        Trees.ensure(set, "metadata", "annotations")
                .put(DESIRED_REPLICAS, Integer.toString(desired))
                .put(MAX_REPLICAS, Integer.toString(desired + rolling(deployment).surge()));
    }

    private void reportStatus(Rollouts rollouts) {
        StoredObject deployment = rollouts.deployment();
        registry.edit(
                deployment.type(),
                deployment.key(),
                tree -> {
                    DeploymentStatus.write(tree, rollouts, scheduler.clock().instant());
                    return tree;
                });
        DeploymentStatus.progressDeadline(deployment)
                .map(d -> Duration.between(scheduler.clock().instant(), d))
                .filter(Duration::isPositive)
                .ifPresent(d -> queue.addAfter(deployment.key(), d.plusSeconds(1)));
    }

    private void prune(Rollouts rollouts) {
        int limit = rollouts.deployment().number(10, "spec", "revisionHistoryLimit");
        List<StoredObject> idle =
                rollouts.old().stream()
                        .filter(s -> s.number(0, "spec", "replicas") == 0)
                        .filter(s -> s.number(0, "status", "replicas") == 0)
                        .toList();
        for (int i = 0; i < idle.size() - limit; i++) {
            registry.delete(idle.get(i).type(), idle.get(i).key(), DeleteRequest.PLAIN);
        }
    }

    /// Copies counts that are zero as absent, as the real server writes them.
    static void count(ObjectNode status, String field, int value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
