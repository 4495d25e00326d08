package dev.mcm.state.push;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.time.Instant;

/// A row of `push_states`: what ATC's pusher knows of a plane.
///
/// @param seenAt when it was written, by Postgres' clock
/// @param age how long ago that was when the row was read, by the same clock
public record PushStateRow(PlaneId planeId, PushState state, Instant seenAt, Duration age) {
    /// A pusher writes every plane's row several times in this time.
    private static final Duration FRESH = Duration.ofSeconds(45);

    /// No pusher has written it for so long that it says what was, not what is.
    public boolean isStale() {
        return age.compareTo(FRESH) > 0;
    }
}
