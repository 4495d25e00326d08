package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.PodQuota;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SortedMap;

/// Keeps the status of quotas: what is limited, and what pods take of it. Runs on the scheduler.
final class QuotaController {
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ObjectRegistry registry;
    private final WorkQueue<ObjectKey> quotas;
    private final WorkQueue<String> namespaces;

    QuotaController(ObjectRegistry registry, TaskScheduler scheduler) {
        this.registry = registry;
        quotas = new WorkQueue<>(scheduler, this::reconcile);
        namespaces = new WorkQueue<>(scheduler, this::podsChanged);
        registry.store().listen(ResourceTypes.RESOURCE_QUOTA, e -> quotas.add(e.object().key()));
        registry.store()
                .listen(
                        ResourceTypes.POD,
                        e -> {
                            if (registry.store().objects(ResourceTypes.RESOURCE_QUOTA).size() > 0) {
                                namespaces.addSettled(e.object().key().namespace(), SETTLE);
                            }
                        });
    }

    private void podsChanged(String namespace) {
        for (StoredObject quota : registry.store().objects(ResourceTypes.RESOURCE_QUOTA).values()) {
            if (quota.key().namespace().equals(namespace)) {
                quotas.add(quota.key());
            }
        }
    }

    private void reconcile(ObjectKey key) {
        StoredObject quota = registry.store().find(ResourceTypes.RESOURCE_QUOTA, key);
        if (quota == null) {
            return;
        }
        registry.edit(
                quota.type(),
                key,
                tree -> {
                    ObjectNode status = Trees.ensure(tree, "status");
                    status.set("hard", Trees.at(tree, "spec", "hard").deepCopy());
                    SortedMap<String, BigDecimal> used = PodQuota.used(registry.store(), quota);
                    ObjectNode counted = status.putObject("used");
                    used.forEach((limit, sum) -> counted.put(limit, PodQuota.text(sum)));
                    return tree;
                });
    }
}
