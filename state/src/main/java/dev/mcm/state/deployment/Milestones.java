package dev.mcm.state.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What has happened to a deployment and cannot be seen from what is.
///
/// @param readyVersion highest version of which a replica was ever ready; 0 = none was
/// @param fromZero it ran no replica on purpose, and none has been ready since
/// @param startingSince since when replicas are wanted and none is ready; null = that is not so
/// @param failing what keeps a version from starting; null = nothing is known
public record Milestones(
        long readyVersion,
        boolean fromZero,
        @Nullable Instant startingSince,
        @Nullable FailingStart failing) {
    public static final Milestones NONE = new Milestones(0, false, null, null);
}
