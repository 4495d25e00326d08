package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps the groups of LeaderWorkerSets: a leader and its workers, made, replaced and ended
/// together. Runs on the scheduler.
///
/// Where the real controller has StatefulSets between set, leaders and workers, a leader here
/// belongs to the set and the workers belong to their leader.
final class GangController {

    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final DeleteRequest WITH_WORKERS =
            new DeleteRequest(DeleteRequest.Propagation.FOREGROUND, -1, "", "", false);

    private final ObjectRegistry registry;
    private final Dependents dependents;
    private final TaskScheduler scheduler;
    private final EventRecorder events;
    private final WorkQueue<ObjectKey> queue;

    GangController(
            ObjectRegistry registry,
            Dependents dependents,
            TaskScheduler scheduler,
            EventRecorder events) {
        this.registry = registry;
        this.dependents = dependents;
        this.scheduler = scheduler;
        this.events = events;
        queue = new WorkQueue<>(scheduler, this::reconcile);
        registry.store().listen(ResourceTypes.LEADER_WORKER_SET, e -> queue.add(e.object().key()));
        registry.store().listen(ResourceTypes.POD, this::enqueueSet);
    }

    private void enqueueSet(StoreEvent event) {
        String name = event.object().label(GangNames.NAME);
        if (!name.isEmpty()) {
            queue.add(new ObjectKey(event.object().key().namespace(), name));
        }
    }

    /// One group as it is.
    ///
    /// @param workers those of this leader
    private record Group(StoredObject leader, List<StoredObject> workers) {

        boolean isReady(int size) {
            return workers.size() == size - 1
                    && pods().allMatch(p -> Conditions.isTrue(p, "Ready"));
        }

        Stream<StoredObject> pods() {
            return Stream.concat(Stream.of(leader), workers.stream());
        }

        int index() {
            return Integer.parseInt(leader.label(GangNames.GROUP_INDEX));
        }

        boolean isOf(String revision) {
            return leader.label(GangNames.REVISION).equals(revision);
        }
    }

    private List<Group> groups(StoredObject set) {
        return dependents.controlledBy(set.uid(), ResourceTypes.POD).stream()
                .map(l -> new Group(l, dependents.controlledBy(l.uid(), ResourceTypes.POD)))
                .toList();
    }

    private void reconcile(ObjectKey key) {
        StoredObject set = registry.store().find(ResourceTypes.LEADER_WORKER_SET, key);
        if (set == null || set.isDeleting()) {
            return;
        }
        GangPods pods = new GangPods(set);
        int wanted = set.number(1, "spec", "replicas");
        for (int i = 0; i < wanted; i++) {
            ObjectKey leader = new ObjectKey(key.namespace(), pods.leaderName(i));
            if (registry.store().find(ResourceTypes.POD, leader) == null) {
                create(set, leader, pods.leader(i));
            }
        }
        for (Group group : groups(set)) {
            if (group.index() >= wanted) {
                replace(group);
            } else if (!group.leader().isDeleting()) {
                keep(set, pods, group);
            }
        }
        rollOut(set, pods);
        reportStatus(set, pods);
    }

    /// Completes a group, or ends it when one of its pods failed.
    private void keep(StoredObject set, GangPods pods, Group group) {
        Optional<StoredObject> failed = group.pods().filter(GangController::hasFailed).findFirst();
        if (failed.isPresent() && recreatesGroups(set)) {
            events.normal(
                    set,
                    "RecreateGroupOnPodRestart",
                    "Worker pod %s failed, deleted leader pod %s to recreate group %d"
                            .formatted(
                                    failed.get().key().name(),
                                    group.leader().key().name(),
                                    group.index()));
            replace(group);
            return;
        }
        boolean early = !set.text("spec", "startupPolicy").equals("LeaderReady");
        if (!early && !Conditions.isTrue(group.leader(), "Ready")) {
            return;
        }
        for (int worker = 1; worker < pods.size(); worker++) {
            ObjectKey key =
                    new ObjectKey(
                            group.leader().key().namespace(),
                            pods.workerName(group.index(), worker));
            if (registry.store().find(ResourceTypes.POD, key) == null) {
                create(set, key, pods.worker(group.leader(), group.index(), worker));
            }
        }
    }

    private static boolean recreatesGroups(StoredObject set) {
        return set.text("spec", "leaderWorkerTemplate", "restartPolicy")
                .equals("RecreateGroupOnPodRestart");
    }

    private static boolean hasFailed(StoredObject pod) {
        for (JsonNode container : pod.at("status", "containerStatuses")) {
            if (container.path("restartCount").asInt() > 0) {
                return true;
            }
        }
        return pod.isDeleting() || pod.text("status", "phase").equals("Failed");
    }

    /// Replaces groups of an older template, the last first, while few enough are not ready.
    private void rollOut(StoredObject set, GangPods pods) {
        List<Group> groups = groups(set).stream().filter(g -> !g.leader().isDeleting()).toList();
        int wanted = set.number(1, "spec", "replicas");
        long ready = groups.stream().filter(g -> g.isReady(pods.size())).count();
        long mayGo = maxUnavailable(set) - (wanted - ready);
        String revision = pods.revision();
        for (Group group : groups.reversed()) {
            if (group.isOf(revision)) {
                continue;
            }
            boolean serving = group.isReady(pods.size());
            if (!serving || mayGo > 0) {
                mayGo -= serving ? 1 : 0;
                replace(group);
            }
        }
    }

    private static int maxUnavailable(StoredObject set) {
        String value =
                set.text("spec", "rolloutStrategy", "rollingUpdateConfiguration", "maxUnavailable");
        RollingUpdate rule = RollingUpdate.of(set.number(1, "spec", "replicas"), "0", value);
        return Math.max(rule.unavailable(), 1);
    }

    private void replace(Group group) {
        if (!group.leader().isDeleting()) {
            try {
                registry.delete(ResourceTypes.POD, group.leader().key(), WITH_WORKERS);
            } catch (StatusException _) {
                // It went by itself.
            }
        }
    }

    private void create(StoredObject set, ObjectKey key, ObjectNode pod) {
        try {
            registry.create(WriteRequest.internal(ResourceTypes.POD, key), pod);
        } catch (StatusException _) {
            // The namespace is going.
            queue.addAfter(set.key(), RETRY);
        }
    }

    private void reportStatus(StoredObject set, GangPods pods) {
        List<Group> groups = groups(set);
        String revision = pods.revision();
        int wanted = set.number(1, "spec", "replicas");
        int ready = (int) groups.stream().filter(g -> g.isReady(pods.size())).count();
        int updated = (int) groups.stream().filter(g -> g.isOf(revision)).count();
        boolean complete = ready == wanted && updated == wanted && groups.size() == wanted;
        registry.edit(
                set.type(),
                set.key(),
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    status.put("observedGeneration", set.number(1, "metadata", "generation"));
                    status.put("replicas", groups.size());
                    status.put("readyReplicas", ready);
                    status.put("updatedReplicas", updated);
                    status.put(
                            "hpaPodSelector",
                            "%s=%s,%s=%s"
                                    .formatted(
                                            GangNames.NAME,
                                            set.key().name(),
                                            GangNames.WORKER_INDEX,
                                            GangNames.LEADER));
                    condition(status, "Available", complete, "AllGroupsReady");
                    condition(status, "Progressing", !complete, "GroupsProgressing");
                    return tree;
                });
    }

    private void condition(ObjectNode status, String type, boolean holds, String reason) {
        String message =
                reason.equals("AllGroupsReady")
                        ? "All replicas are ready"
                        : "Replicas are progressing";
        Conditions.set(
                status,
                new Conditions.Condition(type, holds ? "True" : "False", reason, message),
                scheduler.clock().instant());
    }
}
