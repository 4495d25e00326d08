package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps the status of disruption budgets: how many of their pods may go. Runs on the scheduler.
final class DisruptionController {

    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ObjectRegistry registry;
    private final WorkQueue<ObjectKey> budgets;
    private final WorkQueue<String> namespaces;

    DisruptionController(ObjectRegistry registry, TaskScheduler scheduler) {
        this.registry = registry;
        budgets = new WorkQueue<>(scheduler, this::reconcile);
        namespaces = new WorkQueue<>(scheduler, this::podsChanged);
        registry.store()
                .listen(ResourceTypes.POD_DISRUPTION_BUDGET, e -> budgets.add(e.object().key()));
        registry.store()
                .listen(
                        ResourceTypes.POD,
                        e -> namespaces.addSettled(e.object().key().namespace(), SETTLE));
    }

    private void podsChanged(String namespace) {
        for (StoredObject budget :
                registry.store().snapshot(ResourceTypes.POD_DISRUPTION_BUDGET).objects().values()) {
            if (budget.key().namespace().equals(namespace)) {
                budgets.add(budget.key());
            }
        }
    }

    private void reconcile(ObjectKey key) {
        StoredObject budget = registry.store().find(ResourceTypes.POD_DISRUPTION_BUDGET, key);
        if (budget == null) {
            return;
        }
        List<StoredObject> pods = pods(budget);
        int expected = expected(budget.key().namespace(), pods);
        Set<String> ready =
                pods.stream()
                        .filter(pod -> Conditions.isTrue(pod, "Ready"))
                        .map(pod -> pod.key().name())
                        .collect(Collectors.toSet());
        int wanted = wantedHealthy(budget, expected);
        registry.edit(
                budget.type(),
                key,
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    int healthy = healthy(status, pods, ready);
                    status.put("observedGeneration", budget.number(1, "metadata", "generation"));
                    status.put("expectedPods", expected).put("currentHealthy", healthy);
                    status.put("desiredHealthy", wanted);
                    status.put("disruptionsAllowed", Math.max(healthy - wanted, 0));
                    return tree;
                });
    }

    /// Ready ones, without those whose eviction has begun; it is forgotten once they go.
    private static int healthy(ObjectNode status, List<StoredObject> pods, Set<String> ready) {
        ObjectNode disrupted = Trees.ensure(status, "disruptedPods");
        disrupted.retain(pods.stream().map(pod -> pod.key().name()).toList());
        return (int) ready.stream().filter(pod -> !disrupted.has(pod)).count();
    }

    private List<StoredObject> pods(StoredObject budget) {
        LabelSelector selector = LabelSelector.of(budget.at("spec", "selector"));
        List<StoredObject> found = new ArrayList<>();
        Iterator<StoredObject> pods =
                registry.store()
                        .snapshot(ResourceTypes.POD)
                        .objects()
                        .iterator(new ObjectKey(budget.key().namespace(), ""));
        while (pods.hasNext()) {
            StoredObject pod = pods.next();
            if (!pod.key().namespace().equals(budget.key().namespace())) {
                break;
            }
            if (selector.matches(pod) && !pod.isDeleting()) {
                found.add(pod);
            }
        }
        return found;
    }

    /// As many as those who made the pods want, and pods that nobody made.
    private int expected(String namespace, List<StoredObject> pods) {
        Map<String, StoredObject> makers = new HashMap<>();
        int alone = 0;
        for (StoredObject pod : pods) {
            StoredObject set = maker(ResourceTypes.REPLICA_SET, namespace, pod);
            if (set == null) {
                alone++;
                continue;
            }
            StoredObject deployment = maker(ResourceTypes.DEPLOYMENT, namespace, set);
            StoredObject maker = deployment == null ? set : deployment;
            makers.put(maker.type().kind() + "/" + maker.key().name(), maker);
        }
        return alone
                + makers.values().stream()
                        .mapToInt(maker -> maker.number(1, "spec", "replicas"))
                        .sum();
    }

    private @Nullable StoredObject maker(ResourceType type, String namespace, StoredObject made) {
        String uid = made.controllerUid();
        for (StoredObject object : registry.store().snapshot(type).objects().values()) {
            if (object.key().namespace().equals(namespace) && object.uid().equals(uid)) {
                return object;
            }
        }
        return null;
    }

    private static int wantedHealthy(StoredObject budget, int expected) {
        String most = budget.text("spec", "maxUnavailable");
        if (!most.isEmpty()) {
            return Math.max(expected - share(most, expected), 0);
        }
        String least = budget.text("spec", "minAvailable");
        return least.isEmpty() ? 0 : share(least, expected);
    }

    private static int share(String value, int total) {
        if (!value.endsWith("%")) {
            return Integer.parseInt(value);
        }
        int percent = Integer.parseInt(value.substring(0, value.length() - 1));
        return Math.ceilDiv(total * percent, 100);
    }
}
