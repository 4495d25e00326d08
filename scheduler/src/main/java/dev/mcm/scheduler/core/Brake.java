package dev.mcm.scheduler.core;

import dev.mcm.state.plane.BrakeMark;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Keeps planes from being declared LOST when many vanish together, and remembers which these were:
/// when one of them comes back, the others are expected back, too, however few are gone by then.
final class Brake {
    private final SchedulerPolicy policy;
    private final Instant now;
    private final int counted;
    private final int vanished;
    private final boolean oneCameBack;

    Brake(List<PlaneFacts> planes, SchedulerPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        List<PlaneFacts> counting =
                planes.stream()
                        .filter(plane -> plane.liveness() != null && !isSettled(plane))
                        .toList();
        this.counted = counting.size();
        this.vanished = (int) counting.stream().filter(this::isAway).count();
        this.oneCameBack =
                planes.stream()
                        .anyMatch(plane ->
                                plane.mark() != BrakeMark.NONE && testimony(plane).isThere());
    }

    /// Both witnesses say that it is gone, or said so before one of them stopped looking.
    private boolean isAway(PlaneFacts plane) {
        PlaneTestimony testimony = testimony(plane);
        return testimony.goneSince().isPresent()
                || (plane.mark() != BrakeMark.NONE && !testimony.isThere());
    }

    /// Planes that are on their way to LOST count too: they rarely cross the limit in the same
    /// decision.
    private boolean holdsAll() {
        return vanished > 1 && vanished * 100L > (long) counted * policy.brakePercent();
    }

    /// What is to be remembered of the plane.
    BrakeMark mark(PlaneFacts plane) {
        BrakeMark before = plane.mark();
        if (testimony(plane).isThere() || isSettled(plane)) {
            return BrakeMark.NONE;
        }
        if (before != BrakeMark.NONE && (oneCameBack || before == BrakeMark.HELD)) {
            return BrakeMark.HELD;
        }
        if (testimony(plane).goneSince().isEmpty()) {
            return before;
        }
        return holdsAll() ? BrakeMark.BRAKED : BrakeMark.NONE;
    }

    /// Whether it may not be declared LOST, though both witnesses say that it is gone.
    boolean holds(PlaneFacts plane) {
        return !plane.isDeclared(PlaneOrderKind.BRAKE_OVERRIDE)
                && (holdsAll() || mark(plane) == BrakeMark.HELD);
    }

    /// Why it holds a plane.
    String why() {
        return holdsAll()
                ? "%d of %d planes vanished together, the brake allows %d %% or one"
                        .formatted(vanished, counted, policy.brakePercent())
                : "it vanished together with planes that have come back";
    }

    private PlaneTestimony testimony(PlaneFacts plane) {
        return new PlaneTestimony(plane, policy.witnessPatience());
    }

    private boolean isSettled(PlaneFacts plane) {
        PlaneStateRow previous = plane.previous();
        return previous != null
                && previous.state() == PlaneState.LOST
                && Duration.between(previous.since(), now).compareTo(policy.settledAfter()) > 0;
    }
}
