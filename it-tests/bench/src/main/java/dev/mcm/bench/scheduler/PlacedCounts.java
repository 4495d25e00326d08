package dev.mcm.bench.scheduler;

import java.util.HashMap;
import java.util.Map;

/// Replicas of a deployment by the rows of its placements. Not for use by many threads.
final class PlacedCounts {
    private final Map<Key, Integer> cells = new HashMap<>();
    private int total;

    /// @param revision empty where rows have none
    record Key(String plane, String instanceType, String revision) {}

    /// Takes a row; false when it changes no count.
    boolean put(Key key, int replicas) {
        int before = cells.getOrDefault(key, 0);
        if (replicas == 0) {
            cells.remove(key);
        } else {
            cells.put(key, replicas);
        }
        total += replicas - before;
        return replicas != before;
    }

    int total() {
        return total;
    }

    int ofType(String instanceType) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().instanceType().equals(instanceType))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    int on(String plane) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().plane().equals(plane))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
