package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Which pods a scale-down takes first, by the rules of the ReplicaSet controller
/// (`ActivePodsWithRanks`): unbound before bound, pending before unknown before running, unready
/// before ready, the cheaper to delete, those with more pods of the same deployment on their node,
/// the later to become ready, those with more restarts, the younger. Times count by their order of
/// magnitude only; within one, the uid decides.
final class PodRanking {

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /// What decides about one pod.
    ///
    /// @param together active pods of the same deployment on its node
    private record Ranked(
            StoredObject pod,
            boolean bound,
            int phase,
            boolean ready,
            int cost,
            int together,
            Instant readySince,
            int restarts,
            Instant created) {

        static Ranked of(StoredObject pod, Map<String, Integer> onNode) {
            String node = pod.text("spec", "nodeName");
            return new Ranked(
                    pod,
                    !node.isEmpty(),
                    phaseOrder(pod.text("status", "phase")),
                    Conditions.isTrue(pod, "Ready"),
                    deletionCost(pod),
                    onNode.getOrDefault(node, 0),
                    Conditions.since(pod, "Ready"),
                    mostRestarts(pod),
                    Instant.parse(pod.text("metadata", "creationTimestamp")));
        }
    }

    private static final Comparator<Ranked> BEFORE_TIMES =
            Comparator.comparing(Ranked::bound)
                    .thenComparingInt(Ranked::phase)
                    .thenComparing(Ranked::ready)
                    .thenComparingInt(Ranked::cost)
                    .thenComparing(Ranked::together, Comparator.reverseOrder());

    private PodRanking() {}

    /// The `count` pods that go first.
    ///
    /// @param related all pods of the same deployment, those of its other replica sets too
    static List<StoredObject> first(
            int count, List<StoredObject> pods, List<StoredObject> related, Instant now) {
        Map<String, Integer> onNode = new HashMap<>();
        for (StoredObject pod : related) {
            if (PodTallies.isActive(pod)) {
                onNode.merge(pod.text("spec", "nodeName"), 1, Integer::sum);
            }
        }
        // A heap, as the rules are no total order, which a sort would insist on.
        PriorityQueue<Ranked> ranked = new PriorityQueue<>((a, b) -> compare(a, b, now));
        pods.forEach(p -> ranked.add(Ranked.of(p, onNode)));
        List<StoredObject> first = new ArrayList<>();
        while (first.size() < count && !ranked.isEmpty()) {
            first.add(ranked.remove().pod());
        }
        return first;
    }

    private static int compare(Ranked a, Ranked b, Instant now) {
        int order = BEFORE_TIMES.compare(a, b);
        if (order == 0 && a.ready() && !a.readySince().equals(b.readySince())) {
            return byMagnitude(a, b, a.readySince(), b.readySince(), now);
        }
        if (order == 0) {
            order = Integer.compare(b.restarts(), a.restarts());
        }
        if (order == 0 && !a.created().equals(b.created())) {
            return byMagnitude(a, b, a.created(), b.created(), now);
        }
        return order == 0 ? a.pod().key().compareTo(b.pod().key()) : order;
    }

    private static int byMagnitude(Ranked a, Ranked b, Instant ofA, Instant ofB, Instant now) {
        int order = Integer.compare(magnitude(ofA, now), magnitude(ofB, now));
        return order == 0 ? a.pod().uid().compareTo(b.pod().uid()) : order;
    }

    private static int magnitude(Instant since, Instant now) {
        long nanos = Duration.between(since, now).toNanos();
        return nanos <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(nanos);
    }

    private static int phaseOrder(String phase) {
        return switch (phase) {
            case "Running" -> 2;
            case "Unknown" -> 1;
            default -> 0;
        };
    }

    private static int mostRestarts(StoredObject pod) {
        int most = 0;
        for (JsonNode container : pod.at("status", "containerStatuses")) {
            most = Math.max(most, container.path("restartCount").asInt());
        }
        return most;
    }

    private static int deletionCost(StoredObject pod) {
        try {
            String cost = pod.annotation(DELETION_COST);
            return cost.isEmpty() ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
