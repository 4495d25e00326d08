package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// State of every plane from an operator's word, heartbeats, probes and the brake.
///
/// Messages name instants, never ages, so that a plane whose facts stay the same keeps its message.
public final class PlaneStatePolicy {
    private final SchedulerPolicy policy;
    private final Instant now;
    private final Brake brake;

    private PlaneStatePolicy(List<PlaneFacts> planes, SchedulerPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        this.brake = new Brake(planes, policy, now);
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
        if (plane.order() != null && plane.isDeclared(PlaneOrderKind.LOST)) {
            return state(plane, PlaneState.LOST, plane.order().says());
        }
        PlaneLiveness liveness = plane.liveness();
        if (liveness == null) {
            return state(plane, PlaneState.PENDING, "its LSM has not been heard yet");
        }
        PlaneTestimony testimony = testimony(plane);
        if (testimony.isDeaf()) {
            return held(plane, "GSM has not listened to it since " + at(plane.seen().listening()));
        }
        if (testimony.isSilent()) {
            return silent(plane, testimony, liveness);
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
        return heard(plane, testimony, liveness);
    }

    private PlaneStateRow heard(
            PlaneFacts plane, PlaneTestimony testimony, PlaneLiveness liveness) {
        Optional<Instant> unreachable = testimony.lastUnreachableSince();
        if (unreachable.filter(this::lasted).isPresent()) {
            return state(
                    plane,
                    PlaneState.UNKNOWN,
                    "its API is unreachable since " + unreachable.get() + blindness(plane));
        }
        return state(
                plane,
                PlaneState.LIVE,
                liveness.metricsReachable()
                        ? "heard"
                        : "heard; its LSM cannot read the metrics of its gateway");
    }

    private PlaneStateRow silent(
            PlaneFacts plane, PlaneTestimony testimony, PlaneLiveness liveness) {
        String silent = "its LSM is silent since " + liveness.since();
        if (testimony.isBlind()) {
            return held(plane, silent + blindness(plane));
        }
        Optional<Instant> gone = testimony.goneSince();
        if (gone.isEmpty()) {
            return state(plane, PlaneState.UNKNOWN, silent);
        }
        String why = "silent and unreachable since " + gone.get();
        if (plane.order() != null && plane.isDeclared(PlaneOrderKind.ALIVE)) {
            return state(plane, PlaneState.UNKNOWN, why + "; not lost: " + plane.order().says());
        }
        if (plane.wasLost()) {
            return state(plane, PlaneState.LOST, why + override(plane));
        }
        if (!lasted(gone.get())) {
            return state(plane, PlaneState.UNKNOWN, why);
        }
        return brake.holds(plane)
                ? state(plane, PlaneState.UNKNOWN, why + "; not declared lost: " + brake.why())
                : state(plane, PlaneState.LOST, why + override(plane));
    }

    /// A witness does not look: what is lost stays lost, what is not is held.
    private PlaneStateRow held(PlaneFacts plane, String why) {
        boolean lost = plane.wasLost() && !plane.isDeclared(PlaneOrderKind.ALIVE);
        return state(plane, lost ? PlaneState.LOST : PlaneState.UNKNOWN, why);
    }

    private String blindness(PlaneFacts plane) {
        return testimony(plane).isBlind()
                ? "; ATC has not probed it since " + at(plane.seen().probing())
                : "";
    }

    private static String override(PlaneFacts plane) {
        return plane.order() != null && plane.isDeclared(PlaneOrderKind.BRAKE_OVERRIDE)
                ? "; " + plane.order().says()
                : "";
    }

    /// Would be declared LOST now if fewer had vanished.
    private boolean braked(PlaneFacts plane) {
        return !plane.wasLost()
                && !plane.isDeclared(PlaneOrderKind.LOST)
                && !plane.isDeclared(PlaneOrderKind.ALIVE)
                && testimony(plane).goneSince().filter(this::lasted).isPresent()
                && brake.holds(plane);
    }

    private boolean lasted(Instant since) {
        return Duration.between(since, now).compareTo(policy.lostAfter()) >= 0;
    }

    private PlaneTestimony testimony(PlaneFacts plane) {
        return new PlaneTestimony(plane, policy.witnessPatience());
    }

    private static Object at(@Nullable Sighting sighting) {
        return sighting == null ? "ever" : sighting.seenAt();
    }

    private PlaneStateRow state(PlaneFacts plane, PlaneState state, String message) {
        PlaneStateRow previous = plane.previous();
        Instant since = previous != null && previous.state() == state ? previous.since() : now;
        return new PlaneStateRow(plane.id(), state, message, since, brake.mark(plane));
    }
}
