package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.port.MetricsSource;
import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Reports of all planes as Kafka keeps them, for one Autoscaler after the other.
final class ReportLog {
    private static final long KEPT_SECONDS = 300;

    private final Deque<PlaneReport> reports = new ArrayDeque<>();
    private List<PlaneReport> fresh = new ArrayList<>();

    void add(PlaneReport report) {
        reports.addLast(report);
        fresh.add(report);
        while (reports.getFirst().second() < report.second() - KEPT_SECONDS) {
            reports.removeFirst();
        }
    }

    /// For a new Autoscaler: begins with what is kept.
    MetricsSource reader() {
        fresh = new ArrayList<>(reports);
        return new MetricsSource() {
            @Override
            public void follow(Set<PlaneId> planeIds, Duration rewind) {}

            @Override
            public List<PlaneReport> drain() {
                List<PlaneReport> drained = fresh;
                fresh = new ArrayList<>();
                return drained;
            }

            @Override
            public boolean caughtUp() {
                return true;
            }
        };
    }
}
