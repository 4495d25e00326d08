package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.HashMap;
import java.util.Map;

/// When each plane last reported each partition of its deployments, complete.
final class ReportClock {
    private static final int FRESH_FOR = 5;

    private record Part(PlaneId planeId, int partition) {}

    private final Map<Part, Long> last = new HashMap<>();

    /// @param complete false = what it knew before counts no longer
    void heard(PlaneId planeId, int partition, long second, boolean complete) {
        if (complete) {
            last.merge(new Part(planeId, partition), second, Math::max);
        } else {
            last.remove(new Part(planeId, partition));
        }
    }

    boolean fresh(PlaneId planeId, int partition, long now) {
        Long second = last.get(new Part(planeId, partition));
        return second != null && now - second <= FRESH_FOR;
    }
}
