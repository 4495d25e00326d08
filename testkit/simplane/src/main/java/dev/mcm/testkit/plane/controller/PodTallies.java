package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How many pods each owner has, kept up to date inside every write, so that nobody counts
/// thousands of pods because one of them changed. Safe for use by many threads.
final class PodTallies {

    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final Tally NONE = new Tally(0, 0);

    /// @param active pods that have not ended and are not ending
    /// @param ready those of them that are ready
    record Tally(int active, int ready) {

        Tally plus(StoredObject pod, int sign) {
            if (!isActive(pod)) {
                return this;
            }
            return new Tally(active + sign, ready + (Conditions.isTrue(pod, "Ready") ? sign : 0));
        }
    }

    private final Map<String, Tally> byOwner = new HashMap<>();

    PodTallies(ObjectStore store) {
        store.listen(ResourceTypes.POD, this::observe);
    }

    static boolean isActive(StoredObject pod) {
        return !pod.isDeleting() && !ENDED.contains(pod.text("status", "phase"));
    }

    private synchronized void observe(StoreEvent event) {
        event.before().ifPresent(p -> count(p, -1));
        if (event.change() != StoreEvent.Change.DELETED) {
            count(event.object(), 1);
        }
    }

    private void count(StoredObject pod, int sign) {
        String owner = pod.controllerUid();
        if (!owner.isEmpty()) {
            Tally after = byOwner.getOrDefault(owner, NONE).plus(pod, sign);
            if (after.equals(NONE)) {
                byOwner.remove(owner);
            } else {
                byOwner.put(owner, after);
            }
        }
    }

    synchronized Tally of(String ownerUid) {
        return byOwner.getOrDefault(ownerUid, NONE);
    }
}
