package dev.mcm.atc.core.status;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What is known of a deployment on one plane and instance type.
///
/// @param placed replicas the Scheduler has placed there
/// @param placedVersion version of the spec they were placed for; 0 = none placed
/// @param observed what the plane reports; [Observed#NOTHING] for a lost plane
/// @param push of the plane, over all its instance types
/// @param terminating pods that are on their way out
public record CellFacts(
        PlaneId planeId,
        InstanceTypeName instanceType,
        int placed,
        long placedVersion,
        Observed observed,
        LastPush push,
        OnPlane plane,
        int terminating) {

    /// Pods, without terminating, failed and finished ones.
    ///
    /// @param specVersion highest among them
    /// @param readyUpdated ready pods of that version
    /// @param reason of the worst pod; empty = none
    public record Observed(
            int pods,
            int bound,
            int ready,
            long specVersion,
            int readyUpdated,
            String reason,
            String message) {
        public static final Observed NOTHING = new Observed(0, 0, 0, 0, 0, "", "");

        int readyAt(long wanted) {
            return specVersion == wanted ? readyUpdated : 0;
        }
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
