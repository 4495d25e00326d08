package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// Which cluster a plane is: the columns of `planes` that ATC learns by asking the cluster, where
/// operators write the others.
///
/// @param clusterId uid of the cluster's namespace `kube-system`, no other plane's, and the plane's
///   for ever once it is written; empty = never learnt
/// @param message what is wrong, with both ids; empty = nothing
/// @param since when it came to be so
public record PlaneIdentity(
        PlaneId planeId, IdentityState state, String clusterId, String message, Instant since) {
    /// Longest message.
    public static final int MAX_MESSAGE = 500;

    public PlaneIdentity {
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE);
        }
        since = Micros.of(since);
    }

    /// Whether both say the same, whenever they came to say it.
    public boolean says(PlaneIdentity other) {
        return state == other.state
                && clusterId.equals(other.clusterId)
                && message.equals(other.message);
    }
}
