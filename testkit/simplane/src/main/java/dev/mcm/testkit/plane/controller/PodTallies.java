package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final Tally NONE = new Tally(0, 0, 0);

    /// @param active pods that have not ended and are not ending
    /// @param ready those of them that are ready
    /// @param ending pods that are told to end and have not
    record Tally(int active, int ready, int ending) {

        Tally plus(StoredObject pod, int sign) {
            if (isActive(pod)) {
                int isReady = Conditions.isTrue(pod, "Ready") ? sign : 0;
                return new Tally(active + sign, ready + isReady, ending);
            }
            return hasEnded(pod) ? this : new Tally(active, ready, ending + sign);
        }
    }

    private final Map<String, Tally> byOwner = new HashMap<>();
    private final Map<String, Map<JsonNode, Integer>> labels = new HashMap<>();

    PodTallies(ObjectStore store) {
        store.listen(ResourceTypes.POD, this::observe);
    }

    static boolean isActive(StoredObject pod) {
        return !pod.isDeleting() && !hasEnded(pod);
    }

    private static boolean hasEnded(StoredObject pod) {
        return ENDED.contains(pod.text("status", "phase"));
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
            if (isActive(pod)) {
                countLabels(owner, pod.labels(), sign);
            }
        }
    }

    private void countLabels(String owner, JsonNode podLabels, int sign) {
        Map<JsonNode, Integer> counts = labels.computeIfAbsent(owner, _ -> new HashMap<>());
        counts.merge(podLabels, sign, Integer::sum);
        counts.values().removeIf(count -> count == 0);
        if (counts.isEmpty()) {
            labels.remove(owner);
        }
    }

    /// Active pods of an owner that have all these labels.
    synchronized int labelled(String ownerUid, JsonNode wanted) {
        int count = 0;
        for (Map.Entry<JsonNode, Integer> pods :
                labels.getOrDefault(ownerUid, Map.of()).entrySet()) {
            boolean all =
                    wanted.properties().stream()
                            .allMatch(label ->
                                    label.getValue().equals(pods.getKey().path(label.getKey())));
            count += all ? pods.getValue() : 0;
        }
        return count;
    }

    synchronized Tally of(String ownerUid) {
        return byOwner.getOrDefault(ownerUid, NONE);
    }
}
