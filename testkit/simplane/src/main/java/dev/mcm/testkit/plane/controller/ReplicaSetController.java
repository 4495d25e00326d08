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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps as many pods as replica sets want. Runs on the scheduler.
final class ReplicaSetController {

    private final ObjectRegistry registry;
    private final Dependents dependents;
    static final String REPLICA_FAILURE = "ReplicaFailure";

    /// How the real one waits when it is refused again and again.
    private static final Retries FIRST_RETRY =
            Retries.of(Duration.ofMillis(5), Duration.ofSeconds(1000));

    private final PodTallies tallies;
    private final Adoption adoption;
    private final EventRecorder events;
    private final Map<ObjectKey, Retries> refused = new HashMap<>();
    private final TaskScheduler scheduler;
    private final WorkQueue<ObjectKey> queue;

    ReplicaSetController(
            ObjectRegistry registry,
            Dependents dependents,
            TaskScheduler scheduler,
            EventRecorder events) {
        this.registry = registry;
        this.events = events;
        this.dependents = dependents;
        this.scheduler = scheduler;
        tallies = new PodTallies(registry.store());
        queue = new WorkQueue<>(scheduler, this::reconcile);
        adoption =
                new Adoption(
                        registry,
                        dependents,
                        ResourceTypes.REPLICA_SET,
                        ResourceTypes.POD,
                        queue::add);
        registry.store().listen(ResourceTypes.REPLICA_SET, e -> queue.add(e.object().key()));
        registry.store().listen(ResourceTypes.POD, this::enqueueOwner);
    }

    private void enqueueOwner(StoreEvent event) {
        for (var owner : event.object().at("metadata", "ownerReferences")) {
            if (Trees.text(owner, "kind").equals("ReplicaSet")) {
                queue.add(
                        new ObjectKey(event.object().key().namespace(), Trees.text(owner, "name")));
            }
        }
    }

    private void reconcile(ObjectKey key) {
        StoredObject set = registry.store().find(ResourceTypes.REPLICA_SET, key);
        if (set == null) {
            refused.remove(key);
            return;
        }
        adoption.claim(set);
        String failure = null;
        if (!set.isDeleting()) {
            int missing = set.number(1, "spec", "replicas") - tallies.of(set.uid()).active();
            for (int i = 0; i < missing && failure == null; i++) {
                failure = create(set);
            }
            if (failure == null) {
                refused.remove(key);
            }
            if (missing < 0) {
                Instant now = scheduler.clock().instant();
                PodRanking.first(-missing, active(set), related(set), now)
                        .forEach(p -> delete(p.key()));
            }
        }
        reportStatus(set, failure);
    }

    private List<StoredObject> active(StoredObject set) {
        return dependents.controlledBy(set.uid(), ResourceTypes.POD).stream()
                .filter(PodTallies::isActive)
                .toList();
    }

    /// The pods of all replica sets of the same deployment; of a set that nobody controls none, so
    /// that its pods' nodes do not matter.
    private List<StoredObject> related(StoredObject set) {
        String owner = set.controllerUid();
        if (owner.isEmpty()) {
            return List.of();
        }
        return dependents.controlledBy(owner, ResourceTypes.REPLICA_SET).stream()
                .flatMap(s -> dependents.controlledBy(s.uid(), ResourceTypes.POD).stream())
                .toList();
    }

    /// @return why the pod was not made; null when it was
    private @Nullable String create(StoredObject set) {
        ObjectNode pod = Trees.object();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.setAll((ObjectNode) set.at("spec", "template", "metadata").deepCopy());
        metadata.remove("creationTimestamp");
        metadata.put("generateName", set.key().name() + "-");
        Owners.control(pod, set);
        pod.set("spec", set.at("spec", "template", "spec").deepCopy());
        try {
            registry.create(
                    WriteRequest.internal(
                            ResourceTypes.POD, new ObjectKey(set.key().namespace(), "")),
                    pod);
            return null;
        } catch (StatusException e) {
            // A quota is full, the namespace is going, or the generated name is taken.
            Retries retries = refused.getOrDefault(set.key(), FIRST_RETRY);
            refused.put(set.key(), retries.afterFailure());
            queue.addAfter(set.key(), retries.next());
            String why = String.valueOf(e.getMessage());
            events.warning(set, "FailedCreate", "Error creating: " + why);
            return why;
        }
    }

    private void delete(ObjectKey pod) {
        try {
            registry.delete(ResourceTypes.POD, pod, DeleteRequest.PLAIN);
        } catch (StatusException _) {
            // It went by itself.
        }
    }

    private void reportStatus(StoredObject set, @Nullable String failure) {
        PodTallies.Tally tally = tallies.of(set.uid());
        int minReady = set.number(0, "spec", "minReadySeconds");
        int available = minReady == 0 ? tally.ready() : readyFor(set, minReady);
        registry.edit(
                set.type(),
                set.key(),
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    status.put("observedGeneration", set.number(1, "metadata", "generation"));
                    status.put("replicas", tally.active());
                    DeploymentController.count(
                            status,
                            "fullyLabeledReplicas",
                            tallies.labelled(
                                    set.uid(), set.at("spec", "template", "metadata", "labels")));
                    status.put("terminatingReplicas", tally.ending());
                    DeploymentController.count(status, "readyReplicas", tally.ready());
                    DeploymentController.count(status, "availableReplicas", available);
                    report(status, set, failure);
                    return tree;
                });
    }

    /// The first reason stays until pods can be made again.
    private void report(ObjectNode status, StoredObject set, @Nullable String failure) {
        if (failure == null) {
            Conditions.remove(status, REPLICA_FAILURE);
        } else if (!Conditions.isTrue(set, REPLICA_FAILURE)) {
            Conditions.set(
                    status,
                    new Conditions.Condition(REPLICA_FAILURE, "True", "FailedCreate", failure),
                    scheduler.clock().instant());
        }
    }

    /// Pods that have been ready for `seconds`; looks again when the next one is.
    private int readyFor(StoredObject set, int seconds) {
        Instant now = scheduler.clock().instant();
        int available = 0;
        for (StoredObject pod : active(set)) {
            Instant due = Conditions.since(pod, "Ready").plusSeconds(seconds);
            if (Conditions.isTrue(pod, "Ready") && !now.isBefore(due)) {
                available++;
            } else if (Conditions.isTrue(pod, "Ready")) {
                queue.addAfter(set.key(), Duration.between(now, due));
            }
        }
        return available;
    }
}
