package dev.mcm.state.placement;

import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `placements`.
///
/// @param replicas 0 = nothing of it may be there
/// @param pushVersion every write of any placement gets a larger one
public record Placement(
        PlacementKey key,
        Workload workload,
        int replicas,
        long specVersion,
        long pushVersion,
        String reason,
        Instant decidedAt,
        MoveMemory memory) {
    public Placement {
        decidedAt = Micros.of(decidedAt);
    }

    /// Of a Deployment, where nothing was ever given up.
    public Placement(
            PlacementKey key,
            int replicas,
            long specVersion,
            long pushVersion,
            String reason,
            Instant decidedAt) {
        this(
                key,
                Workload.deployment(key),
                replicas,
                specVersion,
                pushVersion,
                reason,
                decidedAt,
                MoveMemory.grown(decidedAt));
    }

    /// As it will be, but for the push version, which the write gives it: 0.
    public static Placement unwritten(PlacementChange change) {
        return of(change, 0);
    }

    static Placement of(PlacementChange change, long pushVersion) {
        return new Placement(
                change.key(),
                change.workload(),
                change.replicas(),
                change.specVersion(),
                pushVersion,
                change.reason(),
                change.decidedAt(),
                change.memory());
    }
}
