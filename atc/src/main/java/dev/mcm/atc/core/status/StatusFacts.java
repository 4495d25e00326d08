package dev.mcm.atc.core.status;

import dev.mcm.state.deployment.Lifecycle;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// All that the status is derived from.
///
/// @param version of the spec
/// @param updatedAt when a caller last changed the deployment
/// @param readyVersion highest version of which a replica was ever ready; 0 = none was
/// @param fromZero it ran no replica on purpose, and none has been ready since
/// @param desired what the Autoscaler wants; empty = it has not decided yet
/// @param pending replicas wanted and not placed
/// @param pendingReason the Scheduler's reason code for the pending ones
public record StatusFacts(
        Lifecycle lifecycle,
        long version,
        Instant updatedAt,
        long readyVersion,
        boolean fromZero,
        OptionalInt desired,
        int pending,
        String pendingReason,
        List<PlaneFacts> planes) {
    public StatusFacts {
        planes = List.copyOf(planes);
    }

    public int placed() {
        return planes.stream().mapToInt(PlaneFacts::placed).sum();
    }

    int pods() {
        return planes.stream().mapToInt(plane -> plane.observed().pods()).sum();
    }

    int bound() {
        return planes.stream().mapToInt(plane -> plane.observed().bound()).sum();
    }

    public int ready() {
        return planes.stream().mapToInt(plane -> plane.observed().ready()).sum();
    }

    int readyCurrent() {
        return planes.stream().mapToInt(plane -> plane.observed().readyAt(version)).sum();
    }
}
