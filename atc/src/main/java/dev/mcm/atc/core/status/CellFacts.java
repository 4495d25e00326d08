package dev.mcm.atc.core.status;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;

/// What is known of a deployment on one plane and instance type.
///
/// @param placed replicas the Scheduler has placed there
/// @param placedVersion version of the spec they were placed for; 0 = none placed
/// @param observed what the plane reports; [Observed#NOTHING] for a lost plane
/// @param push of the plane, over all its instance types
public record CellFacts(
        PlaneId planeId,
        InstanceTypeName instanceType,
        int placed,
        long placedVersion,
        Observed observed,
        LastPush push) {

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
    public record LastPush(long appliedVersion, String error, int failedAttempts) {
        public static final LastPush NONE = new LastPush(0, "", 0);
    }
}
