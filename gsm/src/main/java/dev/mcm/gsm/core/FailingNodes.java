package dev.mcm.gsm.core;

import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Nodes on which pods of MCM fail that run elsewhere. A node is closed for a while when several
/// pods have failed there, each of a version that is ready on another node of the plane, and none
/// has become ready there meanwhile. An application that fails everywhere closes nothing, and no
/// more than a share of a plane's nodes is closed at a time. Forgotten with the process. Not
/// thread-safe.
public final class FailingNodes {
    /// Pods that have to fail on a node.
    static final int FAILURES = 3;

    /// Failures that are older count no more; for so long a node is closed.
    static final Duration MEMORY = Duration.ofMinutes(10);

    /// Nodes per closed one.
    private static final int NODES_PER_CLOSED = 10;

    private static final Set<String> HARMLESS =
            Set.of("", "ContainerCreating", "PodInitializing", "Completed", "Evicted");

    private final Map<String, Map<String, Instant>> failures = new HashMap<>();
    private final SortedMap<String, Instant> closedUntil = new TreeMap<>();
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private final Set<String> onceReady = new HashSet<>();

    /// Looks at all that is there.
    public void look(
            Collection<ObservedObject> nodes, Collection<ObservedObject> pods, Instant now) {
        forget(now);
        remember(pods, now);
        Map<ManagedBy, Set<String>> readyOn = readyOn(pods);
        for (ObservedObject pod : pods) {
            String node = pod.getPod().getNodeName();
            if (!node.isEmpty() && isFailing(pod) && readyElsewhere(pod, readyOn)) {
                failures.computeIfAbsent(node, _ -> new HashMap<>()).putIfAbsent(pod.getUid(), now);
            }
        }
        pods.forEach(this::clear);
        Set<String> names = nodes.stream().map(ObservedObject::getName).collect(Collectors.toSet());
        failures.keySet().retainAll(names);
        closedUntil.keySet().retainAll(names);
        close(Math.max(1, names.size() / NODES_PER_CLOSED), now);
    }

    /// Nodes to leave out.
    public Set<String> closed() {
        return Set.copyOf(closedUntil.keySet());
    }

    /// Some node's time is over.
    public boolean reopens(Instant now) {
        return closedUntil.values().stream().anyMatch(until -> !until.isAfter(now));
    }

    private void forget(Instant now) {
        closedUntil.values().removeIf(until -> !until.isAfter(now));
        failures.values()
                .forEach(pods -> pods.values().removeIf(at -> !at.plus(MEMORY).isAfter(now)));
        failures.values().removeIf(Map::isEmpty);
    }

    private void remember(Collection<ObservedObject> pods, Instant now) {
        Set<String> present = pods.stream().map(ObservedObject::getUid).collect(Collectors.toSet());
        firstSeen.keySet().retainAll(present);
        onceReady.retainAll(present);
        for (ObservedObject pod : pods) {
            firstSeen.putIfAbsent(pod.getUid(), now);
            if (pod.getPod().getReady()) {
                onceReady.add(pod.getUid());
            }
        }
    }

    private void close(int most, Instant now) {
        failures.entrySet().stream()
                .filter(node -> node.getValue().size() >= FAILURES)
                .map(Map.Entry::getKey)
                .sorted()
                .filter(node -> !closedUntil.containsKey(node))
                .limit(Math.max(0, most - closedUntil.size()))
                .toList()
                .forEach(node -> {
                    closedUntil.put(node, now.plus(MEMORY));
                    failures.remove(node);
                });
    }

    /// A pod that came after a failure and is ready shows that the node is well.
    private void clear(ObservedObject pod) {
        Map<String, Instant> failed = failures.get(pod.getPod().getNodeName());
        Instant seen = firstSeen.get(pod.getUid());
        if (failed != null && seen != null && pod.getPod().getReady()) {
            failed.values().removeIf(at -> at.isBefore(seen));
        }
    }

    private static Map<ManagedBy, Set<String>> readyOn(Collection<ObservedObject> pods) {
        Map<ManagedBy, Set<String>> ready = new HashMap<>();
        for (ObservedObject pod : pods) {
            if (pod.hasManagedBy() && pod.getPod().getReady() && !pod.getTerminating()) {
                ready.computeIfAbsent(pod.getManagedBy(), _ -> new HashSet<>())
                        .add(pod.getPod().getNodeName());
            }
        }
        return ready;
    }

    private static boolean readyElsewhere(ObservedObject pod, Map<ManagedBy, Set<String>> readyOn) {
        return pod.hasManagedBy()
                && readyOn.getOrDefault(pod.getManagedBy(), Set.of()).stream()
                        .anyMatch(node -> !node.equals(pod.getPod().getNodeName()));
    }

    /// In trouble, and never seen ready.
    private boolean isFailing(ObservedObject pod) {
        PodDetail detail = pod.getPod();
        return !pod.getTerminating()
                && !onceReady.contains(pod.getUid())
                && !detail.getReady()
                && !HARMLESS.contains(detail.getReason());
    }
}
