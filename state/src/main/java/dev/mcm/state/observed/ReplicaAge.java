package dev.mcm.state.observed;

import dev.mcm.state.Micros;
import java.time.Instant;

/// The state that a pod is in, and for how long.
///
/// @param since when that state was first stored, by the clock of Postgres
public record ReplicaAge(ReplicaState state, Instant since) {
    public ReplicaAge {
        since = Micros.of(since);
    }
}
