package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Autoscaling;
import java.util.Map;

/// What a decision leaves for the next one. Immutable; persisted, so that a restart moves nothing.
///
/// @param desired scale decided
/// @param peaks needs of the last scale-down delay, or longer while reports are late
/// @param lowering stretch of one scale-down delay in which the scale is being lowered
/// @param decidedAt second of this decision
/// @param startUp how it came from zero to a ready replica
/// @param holds replicas kept by silent plane
/// @param releasedAt when there were last fewer replicas on silent planes than before, or
///   [PlaneSeries#NEVER]
/// @param trafficSeen a request has come since it was first seen active
public record ScaleState(
        int desired,
        Panic panic,
        Peaks peaks,
        Lowering lowering,
        long decidedAt,
        StartUp startUp,
        Map<PlaneId, Hold> holds,
        long releasedAt,
        boolean trafficSeen) {
    /// A peak that is older than the saved one by no more than this is not worth a write.
    private static final int TOLERATED_SECONDS = 10;

    public ScaleState {
        holds = Map.copyOf(holds);
    }

    /// First decision on a deployment.
    static ScaleState starting(int desired, long now) {
        return new ScaleState(
                desired,
                Panic.NONE,
                Peaks.NONE.with(now, desired, 1),
                Lowering.NONE,
                now,
                StartUp.at(now),
                Map.of(),
                PlaneSeries.NEVER,
                false);
    }

    /// A deployment whose stored scale is known and nothing else: it may not shrink for a window
    /// and the whole delay.
    public static ScaleState withoutMemory(int desired, long now) {
        return new ScaleState(
                desired,
                Panic.atStart(desired, now),
                Peaks.NONE.with(now, desired, 1),
                Lowering.NONE,
                now,
                StartUp.at(now),
                Map.of(),
                PlaneSeries.NEVER,
                true);
    }

    /// At zero because no replica became ready in time.
    boolean failed() {
        return desired == 0 && startUp.boundSince() != PlaneSeries.NEVER;
    }

    public ScaleState withStartUp(StartUp other) {
        return new ScaleState(
                desired, panic, peaks, lowering, decidedAt, other, holds, releasedAt, trafficSeen);
    }

    public ScaleState withReleasedAt(long second) {
        return new ScaleState(
                desired, panic, peaks, lowering, decidedAt, startUp, holds, second, trafficSeen);
    }

    /// Nothing is under way: the scale is what the need asks for, and has been the most that was
    /// needed lately.
    boolean settled(Autoscaling settings) {
        return !panic.active()
                && peaks.size() == 1
                && ScalingTerms.bounded(settings, peaks.max()) == desired;
    }

    /// Equal but for times that every decision moves on.
    boolean alike(ScaleState other) {
        return desired == other.desired
                && panic.active() == other.panic.active()
                && peaks.size() == other.peaks.size()
                && lowering.equals(other.lowering)
                && holds.equals(other.holds)
                && releasedAt == other.releasedAt
                && startUp.alike(other.startUp)
                && trafficSeen == other.trafficSeen;
    }

    /// A leader with the other one would lower earlier: by a panic, or by more than some seconds.
    boolean remembersMoreThan(ScaleState other) {
        long needed = peaks.lastAtLeast(desired);
        long neededBefore = other.peaks.lastAtLeast(desired);
        return (panic.active() && !other.panic.active())
                || (needed != PlaneSeries.NEVER
                        && (neededBefore == PlaneSeries.NEVER
                                || needed - neededBefore > TOLERATED_SECONDS));
    }

    /// No decision was made for so long that what happened meanwhile is unknown: the delay starts
    /// anew.
    ScaleState bridging(Autoscaling settings, long now) {
        if (now - decidedAt <= settings.windowSeconds()) {
            return this;
        }
        Peaks bridged = peaks.with(now, desired, Math.max(1, settings.scaleDownDelaySeconds()));
        return new ScaleState(
                desired,
                panic,
                bridged,
                lowering,
                decidedAt,
                startUp,
                holds,
                releasedAt,
                trafficSeen);
    }
}
