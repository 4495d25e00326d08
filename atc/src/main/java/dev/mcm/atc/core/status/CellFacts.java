package dev.mcm.atc.core.status;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of a deployment's replicas of one revision on one plane and instance type.
///
/// @param placed replicas the Scheduler has placed there
/// @param observed what the plane reports; [Observed#NOTHING] for a lost plane
/// @param push of the plane, over all its cells
/// @param terminating pods that are on their way out
public record CellFacts(
        PlaneId planeId,
        InstanceTypeName instanceType,
        Made made,
        int placed,
        Observed observed,
        LastPush push,
        OnPlane plane,
        int terminating) {

    /// What the replicas are made of.
    ///
    /// @param revision [PodRevision#UNKNOWN] where no row says it
    /// @param current that is what the current version of the spec asks for by this instance type
    public record Made(PodRevision revision, boolean current) {}

    /// Pods, without terminating, failed and finished ones.
    ///
    /// @param reason of the worst pod; empty = none
    public record Observed(int pods, int bound, int ready, String reason, String message) {
        public static final Observed NOTHING = new Observed(0, 0, 0, "", "");
    }

    boolean isCurrent() {
        return made.current();
    }

    /// @param appliedVersion push version last applied; 0 = none
    /// @param error of the last attempt; empty = none
    /// @param behind what is placed there, or that nothing is, has not been applied
    public record LastPush(long appliedVersion, String error, int failedAttempts, boolean behind) {
        public static final LastPush NONE = new LastPush(0, "", 0, false);
    }

    /// What the Scheduler thinks of the plane.
    ///
    /// @param since of a plane that is not LIVE: since when it is not heard, as far as that is
    ///   known; null = it has no state yet
    public record OnPlane(PlaneState state, @Nullable Instant since) {
        public static final OnPlane HEARD = new OnPlane(PlaneState.LIVE, null);

        boolean isHeard() {
            return state == PlaneState.LIVE;
        }

        @Override
        public String toString() {
            return state + (since == null ? "" : " since " + since.truncatedTo(ChronoUnit.SECONDS));
        }
    }
}
