package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// State of every plane from heartbeats, probes and the brake.
///
/// Messages name instants, never ages, so that a plane whose facts stay the same keeps its message.
public final class PlaneStatePolicy {
    private final SchedulerPolicy policy;
    private final Instant now;
    private final int vanished;
    private final int counted;

    private PlaneStatePolicy(List<PlaneFacts> planes, SchedulerPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        this.counted =
                (int)
                        planes.stream()
                                .filter(plane -> plane.liveness() != null && !settled(plane))
                                .count();
        this.vanished =
                (int)
                        planes.stream()
                                .filter(plane -> vanishedFrom(plane) != null && !settled(plane))
                                .count();
    }

    /// State of each plane by id; `since` is kept where the state is the same as before.
    public static SortedMap<PlaneId, PlaneStateRow> decide(
            List<PlaneFacts> planes, SchedulerPolicy policy, Instant now) {
        PlaneStatePolicy decision = new PlaneStatePolicy(planes, policy, now);
        SortedMap<PlaneId, PlaneStateRow> states = new TreeMap<>();
        for (PlaneFacts plane : planes) {
            states.put(plane.id(), decision.state(plane));
        }
        return states;
    }

    /// What the same decision comes to, counted.
    public static PlaneCensus census(List<PlaneFacts> planes, SchedulerPolicy policy, Instant now) {
        PlaneStatePolicy decision = new PlaneStatePolicy(planes, policy, now);
        Map<PlaneState, Integer> byState = new EnumMap<>(PlaneState.class);
        int braked = 0;
        for (PlaneFacts plane : planes) {
            byState.merge(decision.state(plane).state(), 1, Integer::sum);
            braked += decision.braked(plane) ? 1 : 0;
        }
        return new PlaneCensus(byState, braked);
    }

    private PlaneStateRow state(PlaneFacts plane) {
        PlaneLiveness liveness = plane.liveness();
        if (liveness == null) {
            return state(plane, PlaneState.PENDING, "its LSM has not been heard yet");
        }
        if (plane.silence().isPresent()) {
            return silent(plane, liveness);
        }
        if (liveness.state() == Hearing.SILENT) {
            return state(
                    plane,
                    PlaneState.UNKNOWN,
                    "its LSM cannot read it since "
                            + liveness.since()
                            + ": "
                            + liveness.unreadable());
        }
        Optional<Instant> unreachable = plane.unreachability().map(PlaneProbe::since);
        if (unreachable.filter(this::lasted).isPresent()) {
            return state(
                    plane, PlaneState.UNKNOWN, "its API is unreachable since " + unreachable.get());
        }
        return state(
                plane,
                PlaneState.LIVE,
                liveness.metricsReachable()
                        ? "heard"
                        : "heard; its LSM cannot read the metrics of its gateway");
    }

    private PlaneStateRow silent(PlaneFacts plane, PlaneLiveness liveness) {
        Instant gone = vanishedFrom(plane);
        if (gone == null) {
            return state(plane, PlaneState.UNKNOWN, "its LSM is silent since " + liveness.since());
        }
        String why = "silent and unreachable since " + gone;
        if (plane.wasLost()) {
            return state(plane, PlaneState.LOST, why);
        }
        if (!lasted(gone)) {
            return state(plane, PlaneState.UNKNOWN, why);
        }
        if (braked(plane)) {
            String brake =
                    "%s; not declared lost: %d of %d planes vanished together, the brake allows %d %% or one"
                            .formatted(why, vanished, counted, policy.brakePercent());
            return state(plane, PlaneState.UNKNOWN, brake);
        }
        return state(plane, PlaneState.LOST, why);
    }

    /// Would be declared LOST now if fewer had vanished.
    private boolean braked(PlaneFacts plane) {
        Instant gone = vanishedFrom(plane);
        return gone != null && !plane.wasLost() && lasted(gone) && brakeHolds();
    }

    /// Planes that are on their way to LOST count too: they rarely cross the limit in the same
    /// decision.
    private boolean brakeHolds() {
        return vanished > 1 && vanished * 100L > (long) counted * policy.brakePercent();
    }

    private boolean settled(PlaneFacts plane) {
        PlaneStateRow previous = plane.previous();
        return previous != null
                && previous.state() == PlaneState.LOST
                && Duration.between(previous.since(), now).compareTo(policy.settledAfter()) > 0;
    }

    private boolean lasted(Instant since) {
        return Duration.between(since, now).compareTo(policy.lostAfter()) >= 0;
    }

    private static @Nullable Instant vanishedFrom(PlaneFacts plane) {
        if (plane.silence().isEmpty() || plane.unreachability().isEmpty()) {
            return null;
        }
        Instant silent = plane.silence().get().since();
        Instant unreachable = plane.unreachability().get().since();
        return silent.isAfter(unreachable) ? silent : unreachable;
    }

    private PlaneStateRow state(PlaneFacts plane, PlaneState state, String message) {
        PlaneStateRow previous = plane.previous();
        Instant since = previous != null && previous.state() == state ? previous.since() : now;
        return new PlaneStateRow(plane.id(), state, message, since);
    }
}
