package dev.mcm.state.placement;

import dev.mcm.state.Micros;
import java.time.Instant;

/// A placement to be written.
///
/// @param replicas 0 = nothing of it may be there
/// @param reason code of the decision
public record PlacementChange(
        PlacementKey key,
        Workload workload,
        int replicas,
        long specVersion,
        String reason,
        Instant decidedAt,
        MoveMemory memory) {
    public PlacementChange {
        if (replicas < 0) {
            throw new IllegalArgumentException(
                    "replicas of " + key + ": " + replicas + " (expected: >= 0)");
        }
        decidedAt = Micros.of(decidedAt);
    }

    /// Of a Deployment, in a cell where nothing was ever given up.
    public PlacementChange(
            PlacementKey key, int replicas, long specVersion, String reason, Instant decidedAt) {
        this(
                key,
                Workload.deployment(key),
                replicas,
                specVersion,
                reason,
                decidedAt,
                MoveMemory.grown(decidedAt));
    }
}
