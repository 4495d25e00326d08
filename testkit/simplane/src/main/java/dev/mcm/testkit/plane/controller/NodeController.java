package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The machines: adds them, notices after a while when one is dead, hears at once when one says
/// that it is not ready, and taints their nodes. Runs on the scheduler's thread; public methods may
/// be called from any thread.
public final class NodeController {

    static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    static final String NOT_READY = "node.kubernetes.io/not-ready";

    private static final Set<String> OURS = Set.of(UNREACHABLE, NOT_READY);

    private static final Condition UNFIT =
            new Condition("Ready", "False", "KubeletNotReady", "container runtime is down");

    private enum Health {
        READY,
        /// The machine runs, but its kubelet says that it is not fit to take pods.
        NOT_READY,
        /// The machine is off, or cannot be reached.
        DOWN
    }

    private final ObjectRegistry registry;
    private final TaskScheduler scheduler;
    private final PlaneTimings timings;
    private final Kubelet kubelet;
    private final EventRecorder events;
    private final Map<String, Health> unwell = new HashMap<>();
    private final SortedMap<String, SimulatedNode> machines = new TreeMap<>();

    NodeController(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            PlaneTimings timings,
            Kubelet kubelet,
            EventRecorder events) {
        this.registry = registry;
        this.scheduler = scheduler;
        this.timings = timings;
        this.kubelet = kubelet;
        this.events = events;
        EventFeed.open(registry.store(), ResourceTypes.NODE, scheduler, this::nodesChanged);
    }

    /// Adds a ready node.
    public void add(SimulatedNode machine) {
        synchronized (machines) {
            machines.put(machine.name(), machine);
        }
        register(machine);
    }

    private void register(SimulatedNode machine) {
        registry.create(
                WriteRequest.internal(ResourceTypes.NODE, ObjectKey.ofCluster(machine.name())),
                NodeObjects.of(machine, scheduler.clock().instant()));
    }

    /// After another content of the store: machines that run tell it about themselves, and those
    /// that do not are noticed after a while.
    public void reportAll() {
        scheduler.soon(() -> {
            List<SimulatedNode> all;
            synchronized (machines) {
                all = List.copyOf(machines.values());
            }
            all.forEach(this::report);
        });
    }

    private void report(SimulatedNode machine) {
        String name = machine.name();
        Health health = health(name);
        if (health == Health.DOWN) {
            scheduler.after(timings.nodeDetection(), () -> noticeIfDown(name));
            return;
        }
        if (registry.store().find(ResourceTypes.NODE, ObjectKey.ofCluster(name)) == null) {
            register(machine);
        }
        report(name, health == Health.READY ? NodeObjects.READY : UNFIT);
    }

    /// Takes a machine away, its node and its pods with it.
    public void remove(String name) {
        synchronized (machines) {
            machines.remove(name);
        }
        registry.delete(ResourceTypes.NODE, ObjectKey.ofCluster(name), DeleteRequest.NOW);
    }

    /// Stops or starts a machine.
    public void setDown(String node, boolean down) {
        scheduler.soon(() -> changed(node, down ? Health.DOWN : Health.READY));
    }

    /// The machine's kubelet says that it is not ready, or ready again; its pods run on.
    public void setNotReady(String node, boolean notReady) {
        scheduler.soon(() -> changed(node, notReady ? Health.NOT_READY : Health.READY));
    }

    private void changed(String node, Health health) {
        Health before = health(node);
        if (before == health) {
            return;
        }
        unwell.put(node, health);
        if (before == Health.DOWN) {
            kubelet.nodeRevived(node);
        }
        switch (health) {
            case DOWN -> {
                kubelet.nodeDied(node);
                scheduler.after(timings.nodeDetection(), () -> noticeIfDown(node));
            }
            case NOT_READY -> report(node, UNFIT);
            case READY -> {
                unwell.remove(node);
                SimulatedNode machine = machine(node);
                if (machine == null) {
                    report(node, NodeObjects.READY);
                } else {
                    report(machine);
                }
            }
        }
    }

    private @Nullable SimulatedNode machine(String name) {
        synchronized (machines) {
            return machines.get(name);
        }
    }

    private Health health(String node) {
        return unwell.getOrDefault(node, Health.READY);
    }

    private void noticeIfDown(String node) {
        if (health(node) != Health.DOWN) {
            return;
        }
        report(
                node,
                new Condition(
                        "Ready",
                        "Unknown",
                        "NodeStatusUnknown",
                        "Kubelet stopped posting node status."));
        podsOn(node).forEach(this::markUnready);
    }

    private void markUnready(StoredObject pod) {
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
        events.warning(pod, "NodeNotReady", "Node is not ready");
    }

    /// A node object that goes takes its pods with it, as nobody is left to end them.
    private void nodesChanged(List<StoreEvent> changes) {
        for (StoreEvent change : changes) {
            String node = change.object().key().name();
            boolean gone = registry.store().find(ResourceTypes.NODE, change.object().key()) == null;
            if (change.change() == StoreEvent.Change.DELETED && gone) {
                unwell.remove(node);
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

    private void report(String node, Condition ready) {
        StoredObject before = registry.store().find(ResourceTypes.NODE, ObjectKey.ofCluster(node));
        if (before == null || Conditions.status(before, "Ready").equals(ready.status())) {
            return;
        }
        registry.edit(
                        ResourceTypes.NODE,
                        ObjectKey.ofCluster(node),
                        tree -> {
                            Conditions.set(
                                    Trees.ensure(tree, "status"),
                                    ready,
                                    scheduler.clock().instant());
                            taint(Trees.ensure(tree, "spec"), ready.status());
                            return tree;
                        })
                .ifPresent(n -> {
                    String word = ready.status().equals("True") ? "NodeReady" : "NodeNotReady";
                    events.normal(n, word, "Node " + node + " status is now: " + word);
                });
    }

    private void taint(ObjectNode spec, String ready) {
        ArrayNode kept = Trees.object().arrayNode();
        for (JsonNode taint : spec.path("taints")) {
            if (!OURS.contains(Trees.text(taint, "key"))) {
                kept.add(taint);
            }
        }
        if (!ready.equals("True")) {
            String key = ready.equals("Unknown") ? UNREACHABLE : NOT_READY;
            String now = Trees.time(scheduler.clock().instant());
            kept.addObject().put("key", key).put("effect", "NoSchedule").put("timeAdded", now);
            kept.addObject().put("key", key).put("effect", "NoExecute").put("timeAdded", now);
        }
        if (kept.isEmpty()) {
            spec.remove("taints");
        } else {
            spec.set("taints", kept);
        }
    }
}
