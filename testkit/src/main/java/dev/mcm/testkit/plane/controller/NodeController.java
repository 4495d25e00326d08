package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.controller.Conditions.Condition;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import dev.mcm.testkit.time.TaskScheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Adds nodes, and notices after a while when one is dead or back. Runs on the scheduler's thread.
public final class NodeController {

    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final PlaneTimings timings;
    private final Kubelet kubelet;
    private final Set<String> down = new HashSet<>();

    NodeController(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            PlaneTimings timings,
            Kubelet kubelet) {
        this.registry = registry;
        this.scheduler = scheduler;
        this.timings = timings;
        this.kubelet = kubelet;
        EventFeed.open(registry.store(), ResourceTypes.NODE, scheduler, this::nodesChanged);
    }

    /// Adds a ready node. Callable from any thread.
    public void add(SimulatedNode node) {
        registry.create(
                WriteRequest.internal(ResourceTypes.NODE, ObjectKey.ofCluster(node.name())),
                NodeObjects.of(node, scheduler.clock().instant()));
    }

    /// Stops or starts a machine. Callable from any thread.
    public void setDown(String node, boolean wanted) {
        scheduler.soon(() -> changed(node, wanted));
    }

    private void changed(String node, boolean wanted) {
        if (wanted && down.add(node)) {
            kubelet.nodeDied(node);
            scheduler.after(timings.nodeDetection(), () -> noticeIfDown(node));
        } else if (!wanted && down.remove(node)) {
            kubelet.nodeRevived(node);
            report(node, "True", "KubeletReady");
        }
    }

    private void noticeIfDown(String node) {
        if (!down.contains(node)) {
            return;
        }
        report(node, "Unknown", "NodeStatusUnknown");
        for (StoredObject pod : podsOn(node)) {
            registry.edit(
                    pod.type(),
                    pod.key(),
                    tree -> {
                        Conditions.set(
                                Trees.ensure(tree, "status"),
                                new Condition("Ready", "False", "NodeNotReady", ""),
                                scheduler.clock().instant());
                        return tree;
                    });
        }
        scheduler.after(timings.podEviction(), () -> evictIfDown(node));
    }

    private void evictIfDown(String node) {
        if (down.contains(node)) {
            podsOn(node).forEach(p -> delete(p, DeleteRequest.PLAIN));
        }
    }

    /// A node object that goes takes its pods with it, as nobody is left to end them.
    private void nodesChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            if (change.change() == StoreEvent.Change.DELETED) {
                String node = change.object().key().name();
                down.remove(node);
                podsOn(node).forEach(p -> delete(p, DeleteRequest.NOW));
            }
        }
    }

    private void delete(StoredObject pod, DeleteRequest how) {
        try {
            registry.delete(pod.type(), pod.key(), how);
        } catch (StatusException _) {
            // It went by itself.
        }
    }

    private List<StoredObject> podsOn(String node) {
        List<StoredObject> found = new ArrayList<>();
        for (StoredObject pod : registry.store().snapshot(ResourceTypes.POD).objects().values()) {
            if (pod.text("spec", "nodeName").equals(node)) {
                found.add(pod);
            }
        }
        return found;
    }

    private void report(String node, String ready, String reason) {
        registry.edit(
                ResourceTypes.NODE,
                ObjectKey.ofCluster(node),
                tree -> {
                    Conditions.set(
                            Trees.ensure(tree, "status"),
                            new Condition("Ready", ready, reason, ""),
                            scheduler.clock().instant());
                    taint(Trees.ensure(tree, "spec"), !ready.equals("True"));
                    return tree;
                });
    }

    private static void taint(ObjectNode spec, boolean unreachable) {
        ArrayNode kept = Trees.object().arrayNode();
        for (JsonNode taint : spec.path("taints")) {
            if (!Trees.text(taint, "key").equals(UNREACHABLE)) {
                kept.add(taint);
            }
        }
        if (unreachable) {
            kept.addObject().put("key", UNREACHABLE).put("effect", "NoSchedule");
            kept.addObject().put("key", UNREACHABLE).put("effect", "NoExecute");
        }
        if (kept.isEmpty()) {
            spec.remove("taints");
        } else {
            spec.set("taints", kept);
        }
    }
}
