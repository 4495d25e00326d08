package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Replicas kept for planes whose demand is unknown, by plane: fixed when a plane goes silent, gone
/// when it is heard again, is lost, or has lost all its replicas to other planes.
///
/// A hold is what the plane's last demand added to the need, and beyond that what is placed there
/// as far as the scale did not exceed the need of all planes, but never more than what is placed
/// there: so silence neither lowers nor raises the number, and replicas that the Scheduler adds on
/// a silent plane later do not feed back into it. What waited there for replicas of other planes is
/// not held for: it comes to them, where it is seen, or it is lost.
///
/// What is placed on a silent plane beyond its hold forbids to lower, and never raises: nothing is
/// remembered of a plane that was never heard, and replicas that became ready since a plane fell
/// silent may serve what other planes served before.
///
/// What replicas on a silent plane carried comes to others when they are taken from it, or when the
/// plane is lost. The others' average shows all of it only a window later: until then nothing is
/// taken away.
///
/// @param beyond replicas on silent planes, beyond their holds
/// @param releasedAt when there were last fewer of both than before, or [PlaneSeries#NEVER]
record Holds(Map<PlaneId, Hold> byPlane, int total, int beyond, long releasedAt) {
    /// From the decision to take replicas away until their requests come to others: the plane is
    /// told, routing follows, the replicas end.
    private static final int MOVING_SECONDS = 10;

    Holds {
        byPlane = Map.copyOf(byPlane);
    }

    /// As the last decision left them.
    Holds(Map<PlaneId, Hold> byPlane, long releasedAt) {
        this(byPlane, sum(byPlane), 0, releasedAt);
    }

    private static int sum(Map<PlaneId, Hold> holds) {
        return holds.values().stream().mapToInt(Hold::replicas).sum();
    }

    /// @param desired scale before this decision
    Holds next(Demand demand, int desired, double targetPerReplica, long now) {
        if (demand.silent().isEmpty() && byPlane.isEmpty()) {
            return this;
        }
        Map<PlaneId, Hold> kept = new TreeMap<>();
        List<PlaneDemand> fresh = new ArrayList<>();
        for (PlaneDemand plane : demand.silent()) {
            Hold hold = byPlane.get(plane.planeId());
            if (hold == null) {
                fresh.add(plane);
            } else {
                kept.put(plane.planeId(), hold.at(plane.placed()));
            }
        }
        boolean fewer = fewer(kept) || fresh.stream().anyMatch(PlaneDemand::leftNothing);
        capture(fresh, kept, demand.stableAverage(), desired, targetPerReplica);
        return new Holds(kept, sum(kept), beyond(demand, kept), fewer ? now : releasedAt);
    }

    /// Fewer replicas than before are on the planes that were silent before.
    private boolean fewer(Map<PlaneId, Hold> kept) {
        return byPlane.entrySet().stream()
                .anyMatch(before -> {
                    Hold hold = kept.get(before.getKey());
                    return (hold == null ? 0 : hold.placed()) < before.getValue().placed();
                });
    }

    /// What silent planes carried that are held for no longer is in the averages of the others.
    boolean arrived(int windowSeconds, long now) {
        return releasedAt == PlaneSeries.NEVER
                || now - releasedAt >= windowSeconds + MOVING_SECONDS;
    }

    private static int beyond(Demand demand, Map<PlaneId, Hold> kept) {
        int beyond = 0;
        for (PlaneDemand plane : demand.silent()) {
            Hold hold = kept.get(plane.planeId());
            beyond += hold == null ? 0 : Math.max(0, plane.placed() - hold.replicas());
        }
        return beyond;
    }

    /// With what is placed on silent planes beyond their holds, as far as it is part of the scale.
    int keeping(int needed, int desired) {
        return needed + Math.min(beyond, Math.max(0, desired - needed));
    }

    private static void capture(
            List<PlaneDemand> fresh,
            Map<PlaneId, Hold> kept,
            double visible,
            int desired,
            double target) {
        double all = visible + fresh.stream().mapToDouble(PlaneDemand::lastAverage).sum();
        int spare = desired - sum(kept) - ConcurrencyScale.replicasFor(all, target);
        double sum = visible;
        for (PlaneDemand plane : fresh) {
            int before = ConcurrencyScale.replicasFor(sum, target);
            sum += plane.lastAverage();
            int added = ConcurrencyScale.replicasFor(sum, target) - before;
            int share = Math.min(added, plane.placed());
            int extra = Math.max(0, Math.min(plane.placed() - share, spare));
            spare -= extra;
            kept.put(plane.planeId(), new Hold(share + extra, plane.placed()));
        }
    }
}
