package dev.mcm.state.observed;

import dev.mcm.state.Micros;
import java.time.Instant;

/// Replicas of a cell that are in one state since about the same time.
///
/// @param count at least one
/// @param since when that state was first stored, by the clock of Postgres; of replicas that were
///   put together the latest, so that none counts as older than it is
/// @param reason why it is in that state, as the plane says (`Unschedulable`, `CrashLoopBackOff`,
///   `NodeNotReady`); empty = nothing is wrong
public record ReplicaGroup(ReplicaState state, int count, Instant since, String reason) {
    public ReplicaGroup {
        since = Micros.of(since);
        if (count < 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: at least 1)");
        }
    }
}
