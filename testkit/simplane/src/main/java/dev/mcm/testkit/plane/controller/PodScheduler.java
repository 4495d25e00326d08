package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.PlaneBinder;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Binds pods to nodes, most important and then oldest first; pods that fit nowhere wait and are
/// tried again when room appears. The pods of a group are bound together or not at all. It does not
/// preempt. Runs on the scheduler's thread.
final class PodScheduler {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final String SCHEDULED = "PodScheduled";

    /// @param group null = it is bound alone
    private record Waiting(
            ObjectKey key,
            String uid,
            PodRequest request,
            long order,
            GangNames.@Nullable Group group) {}

    private static final Comparator<Waiting> ORDER =
            Comparator.comparingInt((Waiting w) -> -w.request().priority())
                    .thenComparingLong(Waiting::order);

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final EventRecorder events;
    private final PlaneBinder binder;
    private final Map<String, NodeSlots> nodes = new TreeMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Map<String, String> nodeOfPod = new HashMap<>();
    private final Map<String, Set<String>> boundOfGroup = new HashMap<>();
    private final Map<PodRequest, PodRequest> requests = new HashMap<>();
    private long arrivals;

    PodScheduler(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            EventRecorder events,
            PlaneBinder binder) {
        this.registry = registry;
        this.scheduler = scheduler;
        this.events = events;
        this.binder = binder;
        EventFeed.open(registry.store(), ResourceTypes.NODE, scheduler, this::nodesChanged);
        EventFeed.open(registry.store(), ResourceTypes.POD, scheduler, this::podsChanged);
    }

    private void nodesChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            String name = change.object().key().name();
            if (change.change() == StoreEvent.Change.DELETED) {
                nodes.remove(name);
            } else {
                nodes.computeIfAbsent(name, NodeSlots::new).describe(change.object());
            }
        }
        scheduleWaiting(List.copyOf(waiting.values()));
    }

    private void podsChanged(List<StoreEvent> changes) {
        boolean released = false;
        List<Waiting> fresh = new ArrayList<>();
        for (StoreEvent change : changes) {
            StoredObject pod = change.object();
            boolean gone =
                    change.change() == StoreEvent.Change.DELETED
                            || ENDED.contains(pod.text("status", "phase"));
            String node = pod.text("spec", "nodeName");
            if (gone || pod.isDeleting()) {
                leaveGroup(pod);
            }
            if (gone) {
                waiting.remove(pod.uid());
                released |= release(pod.uid());
            } else if (!node.isEmpty()) {
                waiting.remove(pod.uid());
                observeBound(pod, node);
            } else if (!pod.isDeleting() && !waiting.containsKey(pod.uid())) {
                Waiting arrived =
                        new Waiting(pod.key(), pod.uid(), request(pod), arrivals++, group(pod));
                waiting.put(pod.uid(), arrived);
                fresh.add(arrived);
            }
        }
        scheduleWaiting(released ? List.copyOf(waiting.values()) : fresh);
    }

    /// The group that the pod is bound with; none where workers wait for their leader to be ready.
    private GangNames.@Nullable Group group(StoredObject pod) {
        GangNames.Group group = GangNames.group(pod).orElse(null);
        if (group == null) {
            return null;
        }
        ObjectKey set = new ObjectKey(pod.key().namespace(), pod.label(GangNames.NAME));
        StoredObject owner = registry.store().find(ResourceTypes.LEADER_WORKER_SET, set);
        boolean leaderFirst =
                owner != null && owner.text("spec", "startupPolicy").equals("LeaderReady");
        return leaderFirst ? null : group;
    }

    /// Pods of one template share one request.
    private PodRequest request(StoredObject pod) {
        PodRequest read = PodRequest.of(pod);
        PodRequest known = requests.putIfAbsent(read, read);
        return known == null ? read : known;
    }

    private boolean release(String podUid) {
        String node = nodeOfPod.remove(podUid);
        NodeSlots slots = node == null ? null : nodes.get(node);
        return slots != null && slots.release(podUid);
    }

    /// Accounts for a pod that somebody else bound.
    private void observeBound(StoredObject pod, String node) {
        NodeSlots slots = nodes.get(node);
        if (slots != null && nodeOfPod.putIfAbsent(pod.uid(), node) == null) {
            PodRequest request = request(pod);
            slots.claim(new Claim(pod.uid(), request, NodeChoice.devices(request, slots)));
            joinGroup(pod);
        }
    }

    private void joinGroup(StoredObject pod) {
        GangNames.group(pod)
                .ifPresent(g ->
                        boundOfGroup.computeIfAbsent(g.key(), _ -> new HashSet<>()).add(pod.uid()));
    }

    /// A pod that is ending does not help its group any more.
    private void leaveGroup(StoredObject pod) {
        GangNames.group(pod)
                .ifPresent(g ->
                        boundOfGroup.computeIfPresent(
                                g.key(),
                                (_, uids) -> {
                                    uids.remove(pod.uid());
                                    return uids.isEmpty() ? null : uids;
                                }));
    }

    private void scheduleWaiting(List<Waiting> candidates) {
        Set<PodRequest> hopeless = new HashSet<>();
        Set<GangNames.Group> tried = new HashSet<>();
        candidates.stream()
                .sorted(ORDER)
                .filter(w -> waiting.containsKey(w.uid()))
                .forEach(pod -> {
                    GangNames.Group group = pod.group();
                    if (group != null) {
                        if (tried.add(group)) {
                            scheduleGroup(group);
                        }
                    } else if (!hopeless.contains(pod.request())) {
                        scheduleAlone(pod, candidates, hopeless);
                    }
                });
    }

    private void scheduleAlone(Waiting pod, List<Waiting> candidates, Set<PodRequest> hopeless) {
        switch (NodeChoice.choose(pod.request(), nodes.values(), binder)) {
            case NodeChoice.Outcome.Bound(var node, var devices) -> bind(pod, node, devices);
            case NodeChoice.Outcome.Unschedulable(var message) -> {
                hopeless.add(pod.request());
                candidates.stream()
                        .filter(w -> w.group() == null && w.request().equals(pod.request()))
                        .forEach(w -> reportPending(w, message));
            }
        }
    }

    /// Binds all waiting pods of a group once the whole group is there and fits.
    private void scheduleGroup(GangNames.Group group) {
        List<Waiting> members =
                waiting.values().stream()
                        .filter(w -> group.equals(w.group()))
                        .sorted(ORDER)
                        .toList();
        int bound = boundOfGroup.getOrDefault(group.key(), Set.of()).size();
        if (members.size() + bound < group.size()) {
            return;
        }
        Map<Waiting, NodeChoice.Outcome.Bound> places = new LinkedHashMap<>();
        String refusal = "";
        for (Waiting member : members) {
            switch (NodeChoice.choose(member.request(), nodes.values(), binder)) {
                case NodeChoice.Outcome.Bound place -> {
                    places.put(member, place);
                    slots(place.node())
                            .claim(new Claim(member.uid(), member.request(), place.devices()));
                }
                case NodeChoice.Outcome.Unschedulable(var message) -> refusal = message;
            }
        }
        places.forEach((member, place) -> slots(place.node()).release(member.uid()));
        if (refusal.isEmpty()) {
            places.forEach((member, place) -> bind(member, place.node(), place.devices()));
        } else {
            String message =
                    "only %d of the group's %d pods fit: %s"
                            .formatted(places.size() + bound, group.size(), refusal);
            members.forEach(m -> reportPending(m, message));
        }
    }

    private NodeSlots slots(String node) {
        return nodes.computeIfAbsent(node, NodeSlots::new);
    }

    private void bind(Waiting pod, String node, List<Integer> devices) {
        Claim claim = new Claim(pod.uid(), pod.request(), devices);
        Optional<StoredObject> bound =
                registry.edit(
                        ResourceTypes.POD,
                        pod.key(),
                        tree -> isSameUnbound(tree, pod) ? bound(tree, node, claim) : tree);
        waiting.remove(pod.uid());
        boolean ours =
                bound.filter(b -> b.uid().equals(pod.uid()))
                        .filter(b -> b.text("spec", "nodeName").equals(node))
                        .isPresent();
        if (ours) {
            slots(node).claim(claim);
            nodeOfPod.put(pod.uid(), node);
            joinGroup(bound.get());
            events.normal(
                    bound.get(), "Scheduled", "Successfully assigned " + pod.key() + " to " + node);
        }
    }

    private static boolean isSameUnbound(ObjectNode tree, Waiting pod) {
        return Trees.text(tree, "metadata", "uid").equals(pod.uid())
                && Trees.text(tree, "spec", "nodeName").isEmpty();
    }

    private ObjectNode bound(ObjectNode tree, String node, Claim claim) {
        Trees.ensure(tree, "spec").put("nodeName", node);
        if (!claim.devices().isEmpty()) {
            Trees.ensure(tree, "metadata", "annotations")
                    .put(PlaneNames.ANNOTATION_GPU_INDEX, claim.deviceText());
        }
        Conditions.set(
                Trees.ensure(tree, "status"),
                Conditions.Condition.of(SCHEDULED, true),
                scheduler.clock().instant());
        return tree;
    }

    private void reportPending(Waiting pod, String message) {
        Conditions.Condition unschedulable =
                new Conditions.Condition(SCHEDULED, "False", "Unschedulable", message);
        StoredObject before = registry.store().find(ResourceTypes.POD, pod.key());
        if (before == null || Conditions.field(before, SCHEDULED, "message").equals(message)) {
            return;
        }
        registry.edit(
                        ResourceTypes.POD,
                        pod.key(),
                        tree -> {
                            if (isSameUnbound(tree, pod)) {
                                Conditions.set(
                                        Trees.ensure(tree, "status"),
                                        unschedulable,
                                        scheduler.clock().instant());
                            }
                            return tree;
                        })
                .ifPresent(p -> events.warning(p, "FailedScheduling", message));
    }
}
