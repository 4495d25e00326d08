package dev.mcm.autoscaler.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Demand for one deployment, summed over the planes that can be seen.
///
/// @param visiblePlanes planes that report the deployment
/// @param silent planes whose demand is unknown, by id
/// @param ready replicas that serve on the visible planes, by their gateways
/// @param running replicas that are there on all planes that are not lost, or are back
/// @param offered requests that would be in flight if none had to wait; NaN = not known
/// @param zeroSince since when every plane that has to do with the deployment reports zero without
///   a break; [PlaneSeries#NEVER] = not proven
/// @param completeSince since when every visible plane reports without a break, with what it
///   carries now for planes that are not seen; [PlaneSeries#NEVER] = there is no such time
/// @param late the last report of some visible plane is
public record Demand(
        int visiblePlanes,
        List<PlaneDemand> silent,
        double stableAverage,
        double panicAverage,
        int ready,
        Replicas running,
        double offered,
        long zeroSince,
        long completeSince,
        boolean late) {
    public Demand {
        silent = silent.stream().sorted(Comparator.comparing(PlaneDemand::planeId)).toList();
    }

    /// @param planes planes that hold replicas of the deployment or have reported it, in any order
    public static Demand of(List<PlaneDemand> planes, long now) {
        Sum sum = new Sum(now);
        planes.forEach(sum::add);
        return sum.demand();
    }

    /// Second of the last report of a silent plane, or [PlaneSeries#NEVER].
    long lastHeard() {
        return silent.stream()
                .map(PlaneDemand::series)
                .filter(Objects::nonNull)
                .mapToLong(PlaneSeries::lastReport)
                .max()
                .orElse(PlaneSeries.NEVER);
    }

    boolean zeroProvenFor(int seconds, long now) {
        return zeroSince != PlaneSeries.NEVER && now - zeroSince >= seconds;
    }

    boolean windowFilled(int seconds, long now) {
        return completeSince != PlaneSeries.NEVER && now - completeSince >= seconds - 1;
    }

    private static final class Sum {
        private static final int ENOUGH_SERVED = 10;

        private final long now;
        private final List<PlaneDemand> silent = new ArrayList<>(0);
        private int visible;
        private double stable;
        private double panic;
        private int ready;
        private boolean counted = true;
        private Flow.Rates flow = Flow.Rates.NONE;
        private Flow.Rates burst = Flow.Rates.NONE;
        private Replicas running = Replicas.NONE;
        private long zeroSince = PlaneSeries.NEVER;
        private boolean zeroProven = true;
        private long completeSince = PlaneSeries.NEVER;
        private boolean late;

        Sum(long now) {
            this.now = now;
        }

        void add(PlaneDemand plane) {
            completeSince = Math.max(completeSince, plane.carriedUntil(now));
            if (plane.judged().lost() && !plane.visible(now)) {
                return;
            }
            PlaneSeries series = plane.series();
            running = running.plus(plane.running(now));
            zero(plane, series);
            if (series != null && plane.visible(now)) {
                visible++;
                stable += series.stableAverage(now);
                panic += series.panicAverage(now);
                ready += series.ready();
                counted &= series.counted();
                flow = flow.plus(series.rates(false, now));
                burst = burst.plus(series.rates(true, now));
                completeSince = Math.max(completeSince, series.start());
                late |= series.freshness(now) == Freshness.LATE;
            } else if (plane.silent(now)) {
                silent.add(plane);
            }
        }

        private void zero(PlaneDemand plane, @Nullable PlaneSeries series) {
            if (series == null) {
                zeroProven &= plane.placed() == 0;
            } else if (series.freshness(now) != Freshness.FRESH
                    || !series.heard(now)
                    || series.zeroSince() == PlaneSeries.NEVER) {
                zeroProven = false;
            } else {
                zeroSince = Math.max(zeroSince, series.zeroSince());
            }
        }

        /// The short window notices a burst, when it has seen enough to say so.
        private double offered() {
            if (!counted) {
                return Double.NaN;
            }
            double lately = burst.served() >= ENOUGH_SERVED ? burst.offered() : 0;
            return Math.max(flow.offered(), lately);
        }

        Demand demand() {
            return new Demand(
                    visible,
                    silent,
                    stable,
                    panic,
                    ready,
                    running,
                    offered(),
                    zeroProven ? zeroSince : PlaneSeries.NEVER,
                    completeSince,
                    late);
        }
    }
}
