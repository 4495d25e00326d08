package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Refuses pods beyond the quotas of their namespace, whoever makes them. One pod at a time, so
/// that two never get the same room; the quota's status says so before the pod is there. Safe for
/// use by many threads.
final class QuotaAdmission {
    private final ObjectStore store;
    private final ReentrantLock charging = new ReentrantLock();

    QuotaAdmission(ObjectStore store) {
        this.store = store;
    }

    /// @param insertion makes the pod
    /// @throws StatusException 403 when a quota leaves no room for it
    StoredObject admit(ObjectKey key, ObjectNode pod, Supplier<StoredObject> insertion) {
        if (store.objects(ResourceTypes.RESOURCE_QUOTA).size() == 0) {
            return insertion.get();
        }
        charging.lock();
        try {
            List<StoredObject> quotas =
                    PodQuota.of(store, key.namespace()).stream()
                            .filter(quota -> PodQuota.counts(quota, pod))
                            .toList();
            quotas.forEach(quota -> check(quota, key, pod));
            quotas.forEach(quota -> charge(quota, pod));
            return insertion.get();
        } finally {
            charging.unlock();
        }
    }

    private void check(StoredObject quota, ObjectKey key, ObjectNode pod) {
        SortedMap<String, BigDecimal> used = PodQuota.used(store, quota);
        SortedMap<String, BigDecimal> asked = new TreeMap<>();
        SortedMap<String, BigDecimal> hard = new TreeMap<>();
        for (String limit : PodQuota.limits(quota)) {
            if (PodQuota.isMissing(limit, pod)) {
                throw StatusException.forbidden(
                        ResourceTypes.POD,
                        key.name(),
                        "failed quota: " + quota.key().name() + ": must specify " + limit);
            }
            BigDecimal more = PodQuota.taken(limit, pod);
            BigDecimal most = PodQuota.hard(quota, limit);
            if (more.signum() > 0
                    && used.getOrDefault(limit, BigDecimal.ZERO).add(more).compareTo(most) > 0) {
                asked.put(limit, more);
                hard.put(limit, most);
            }
        }
        if (!asked.isEmpty()) {
            used.keySet().retainAll(asked.keySet());
            throw StatusException.forbidden(
                    ResourceTypes.POD,
                    key.name(),
                    "exceeded quota: %s, requested: %s, used: %s, limited: %s"
                            .formatted(quota.key().name(), list(asked), list(used), list(hard)));
        }
    }

    private void charge(StoredObject quota, ObjectNode pod) {
        SortedMap<String, BigDecimal> used = PodQuota.used(store, quota);
        used.replaceAll((limit, sum) -> sum.add(PodQuota.taken(limit, pod)));
        ObjectNode after = quota.copy();
        ObjectNode status = Trees.ensure(after, "status", "used");
        used.forEach((limit, sum) -> status.put(limit, PodQuota.text(sum)));
        // Where somebody else has changed it meanwhile, the controller counts anew.
        var _ = store.replace(quota, after);
    }

    private static String list(Map<String, BigDecimal> amounts) {
        return amounts.entrySet().stream()
                .map(amount -> amount.getKey() + "=" + PodQuota.text(amount.getValue()))
                .collect(Collectors.joining(","));
    }
}
