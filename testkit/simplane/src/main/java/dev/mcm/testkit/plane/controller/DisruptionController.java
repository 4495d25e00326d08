package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
        int expected = pods.size();
        int healthy = (int) pods.stream().filter(p -> Conditions.isTrue(p, "Ready")).count();
        int wanted = wantedHealthy(budget, expected);
        registry.edit(
                budget.type(),
                key,
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    status.put("observedGeneration", budget.number(1, "metadata", "generation"));
                    status.put("expectedPods", expected).put("currentHealthy", healthy);
                    status.put("desiredHealthy", wanted);
                    status.put("disruptionsAllowed", Math.max(healthy - wanted, 0));
                    return tree;
                });
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
