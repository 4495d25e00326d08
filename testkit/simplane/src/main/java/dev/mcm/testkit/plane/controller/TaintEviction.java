package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.shared.time.TaskScheduler.Cancellable;
import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.controller.Conditions.Condition;
import dev.mcm.testkit.plane.controller.PodRequest.Toleration;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Deletes pods from nodes with a taint of effect `NoExecute` that they do not tolerate, or not any
/// longer. A pod that says nothing of nodes which are unreachable or not ready tolerates them for
/// `podEviction`. Runs on the scheduler's thread.
final class TaintEviction {

    private static final Set<String> TOLERATED_FOR_A_WHILE =
            Set.of(NodeController.UNREACHABLE, NodeController.NOT_READY);

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final PlaneTimings timings;
    private final EventRecorder events;
    private final Map<String, List<NodeTaint>> evicting = new HashMap<>();
    private final Map<String, Cancellable> due = new HashMap<>();

    TaintEviction(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            PlaneTimings timings,
            EventRecorder events) {
        this.registry = registry;
        this.scheduler = scheduler;
        this.timings = timings;
        this.events = events;
        EventFeed.open(registry.store(), ResourceTypes.NODE, scheduler, this::nodesChanged);
        EventFeed.open(registry.store(), ResourceTypes.POD, scheduler, this::podsChanged);
    }

    private void nodesChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            String node = change.object().key().name();
            boolean gone = change.change() == StoreEvent.Change.DELETED;
            List<NodeTaint> taints = gone ? List.of() : evicting(change.object());
            List<NodeTaint> before =
                    taints.isEmpty() ? evicting.remove(node) : evicting.put(node, taints);
            if (!taints.equals(before == null ? List.of() : before)) {
                replan(node, taints);
            }
        }
    }

    private static List<NodeTaint> evicting(StoredObject node) {
        return NodeTaint.of(node.at("spec", "taints")).stream()
                .filter(t -> t.effect().equals("NoExecute"))
                .toList();
    }

    private void replan(String node, List<NodeTaint> taints) {
        for (StoredObject pod : registry.store().snapshot(ResourceTypes.POD).objects().values()) {
            if (pod.text("spec", "nodeName").equals(node)) {
                forget(pod.uid());
                plan(pod, taints);
            }
        }
    }

    private void podsChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            StoredObject pod = change.object();
            if (change.change() == StoreEvent.Change.DELETED) {
                forget(pod.uid());
            } else if (!due.containsKey(pod.uid())) {
                plan(pod, evicting.getOrDefault(pod.text("spec", "nodeName"), List.of()));
            }
        }
    }

    private void forget(String uid) {
        Cancellable planned = due.remove(uid);
        if (planned != null) {
            planned.cancel();
        }
    }

    private void plan(StoredObject pod, List<NodeTaint> taints) {
        if (taints.isEmpty() || pod.isDeleting()) {
            return;
        }
        tolerated(PodRequest.tolerations(pod), taints)
                .ifPresent(wait -> due.put(pod.uid(), scheduler.after(wait, () -> evict(pod))));
    }

    /// How long the pod may stay; empty for ever.
    private Optional<Duration> tolerated(List<Toleration> tolerations, List<NodeTaint> taints) {
        Optional<Duration> least = Optional.empty();
        for (NodeTaint taint : taints) {
            Optional<Duration> wait = tolerated(tolerations, taint);
            if (wait.isPresent() && (least.isEmpty() || wait.get().compareTo(least.get()) < 0)) {
                least = wait;
            }
        }
        return least;
    }

    private Optional<Duration> tolerated(List<Toleration> tolerations, NodeTaint taint) {
        List<Toleration> matching = tolerations.stream().filter(t -> t.tolerates(taint)).toList();
        if (matching.isEmpty()) {
            return Optional.of(
                    TOLERATED_FOR_A_WHILE.contains(taint.key())
                            ? timings.podEviction()
                            : Duration.ZERO);
        }
        return matching.stream()
                .filter(t -> t.seconds() != Toleration.FOR_EVER)
                .map(t -> Duration.ofSeconds(t.seconds()))
                .min(Duration::compareTo);
    }

    private void evict(StoredObject planned) {
        StoredObject pod = registry.store().find(ResourceTypes.POD, planned.key());
        if (pod == null || !pod.uid().equals(planned.uid()) || pod.isDeleting()) {
            return;
        }
        events.normal(pod, "TaintManagerEviction", "Marking for deletion Pod " + planned.key());
        registry.edit(
                pod.type(),
                pod.key(),
                tree -> {
                    Conditions.set(
                            Trees.ensure(tree, "status"),
                            new Condition(
                                    "DisruptionTarget",
                                    "True",
                                    "DeletionByTaintManager",
                                    "Taint manager: deleting due to NoExecute taint"),
                            scheduler.clock().instant());
                    return tree;
                });
        try {
            registry.delete(pod.type(), pod.key(), DeleteRequest.PLAIN);
        } catch (StatusException _) {
            // It went by itself.
        }
    }
}
