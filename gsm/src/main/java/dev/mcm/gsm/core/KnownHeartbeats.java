package dev.mcm.gsm.core;

import java.time.Instant;
import java.util.Optional;

/// What one GSM process knows of a plane's heartbeats, in its own time.
///
/// @param listeningSince since when it has been connected to the broker and caught up with the
///   plane's topic without a break; empty = it is not
/// @param heardAt when the last heartbeat came in while listening; empty = none since then
/// @param epoch of the newest LSM process of the plane; 0 = never heard of one
/// @param sight what the last heartbeat said of it
/// @param unreadableSince since when every heartbeat has said that the plane cannot be read; empty
///   = the last one did not
public record KnownHeartbeats(
        Optional<Instant> listeningSince,
        Optional<Instant> heardAt,
        long epoch,
        PlaneSight sight,
        Optional<Instant> unreadableSince) {
    /// Nothing known yet.
    public static final KnownHeartbeats NOTHING = deaf(Optional.empty(), 0);

    /// The topic was read to its end over a working connection.
    public KnownHeartbeats caughtUp(Instant now) {
        return listeningSince.isPresent() ? this : deaf(Optional.of(now), epoch);
    }

    /// The broker could not be reached, or reading fell behind: what is not heard from now on
    /// proves nothing.
    public KnownHeartbeats cutOff() {
        return listeningSince.isEmpty() ? this : deaf(Optional.empty(), epoch);
    }

    /// What was heard was not the plane's.
    public KnownHeartbeats unheard() {
        return deaf(listeningSince, epoch);
    }

    /// A heartbeat was read. One of an older process does not count; one read while catching up may
    /// be old itself.
    public KnownHeartbeats heartbeat(long heartbeatEpoch, PlaneSight seen, Instant now) {
        if (heartbeatEpoch < epoch) {
            return this;
        }
        if (listeningSince.isEmpty()) {
            return deaf(listeningSince, heartbeatEpoch);
        }
        return new KnownHeartbeats(
                listeningSince,
                Optional.of(now),
                heartbeatEpoch,
                seen,
                seen.isReadable() ? Optional.empty() : unreadableSince.or(() -> Optional.of(now)));
    }

    private static KnownHeartbeats deaf(Optional<Instant> listeningSince, long epoch) {
        return new KnownHeartbeats(
                listeningSince, Optional.empty(), epoch, PlaneSight.CLEAR, Optional.empty());
    }
}
