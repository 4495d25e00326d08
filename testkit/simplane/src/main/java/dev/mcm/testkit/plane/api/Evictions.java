package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.store.LabelSelector;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `eviction` of pods: deletes one unless a disruption budget over it allows none.
final class Evictions {
    private static final Set<String> PHASES_BESIDE_BUDGETS =
            Set.of("Pending", "Succeeded", "Failed");

    private final ObjectRegistry registry;

    Evictions(ObjectRegistry registry) {
        this.registry = registry;
    }

    Answer evict(ResourceRequest request) {
        StoredObject pod = registry.store().get(request.path().type(), request.path().key());
        if (!pod.isDeleting() && !PHASES_BESIDE_BUDGETS.contains(pod.text("status", "phase"))) {
            budgets(pod).stream()
                    .filter(budget -> counts(budget, pod))
                    .forEach(budget -> spend(budget, pod));
        }
        registry.delete(request.write(pod.key()), DeleteRequest.PLAIN);
        return Subresources.success(201);
    }

    private List<StoredObject> budgets(StoredObject pod) {
        List<StoredObject> over = new ArrayList<>();
        for (StoredObject budget :
                registry.store().snapshot(ResourceTypes.POD_DISRUPTION_BUDGET).objects().values()) {
            if (budget.key().namespace().equals(pod.key().namespace())
                    && LabelSelector.of(budget.at("spec", "selector")).matches(pod)) {
                over.add(budget);
            }
        }
        return over;
    }

    /// One that is not ready goes by itself where the budget says so, and where there are enough
    /// ready ones without it.
    private static boolean counts(StoredObject budget, StoredObject pod) {
        if (isReady(pod)) {
            return true;
        }
        int wanted = budget.number(0, "status", "desiredHealthy");
        boolean enough = wanted > 0 && budget.number(0, "status", "currentHealthy") >= wanted;
        return !budget.text("spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow") && !enough;
    }

    private static boolean isReady(StoredObject pod) {
        for (var condition : pod.at("status", "conditions")) {
            if (Trees.text(condition, "type").equals("Ready")) {
                return Trees.text(condition, "status").equals("True");
            }
        }
        return false;
    }

    /// The budget's controller does not count the pod any more, also before it sees it go.
    private void spend(StoredObject budget, StoredObject pod) {
        registry.edit(
                budget.type(),
                budget.key(),
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    int allowed = Trees.number(status, 0, "disruptionsAllowed");
                    if (allowed < 1) {
                        throw exhausted(budget.key().name(), status);
                    }
                    status.put("disruptionsAllowed", allowed - 1);
                    Trees.ensure(status, "disruptedPods")
                            .put(
                                    pod.key().name(),
                                    registry.now().truncatedTo(ChronoUnit.SECONDS).toString());
                    return tree;
                });
    }

    private static StatusException exhausted(String budget, ObjectNode status) {
        return StatusException.budgetExhausted(
                "The disruption budget "
                        + budget
                        + " needs "
                        + Trees.number(status, 0, "desiredHealthy")
                        + " healthy pods and has "
                        + Trees.number(status, 0, "currentHealthy")
                        + " currently");
    }
}
