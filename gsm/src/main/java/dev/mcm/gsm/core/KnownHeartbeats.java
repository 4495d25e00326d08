package dev.mcm.gsm.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one GSM process knows of a plane's heartbeats, in its own time.
///
/// @param listeningSince since when it has been connected to the broker and caught up with the
///   plane's topic without a break; null = it is not
/// @param heardAt when the last heartbeat came in while listening; null = none since then
/// @param epoch of the newest LSM process of the plane; 0 = never heard of one
/// @param sight what the last heartbeat said of it
/// @param unreadableSince since when every heartbeat has said that the plane cannot be read; null =
///   the last one did not
public record KnownHeartbeats(
        @Nullable Instant listeningSince,
        @Nullable Instant heardAt,
        long epoch,
        PlaneSight sight,
        @Nullable Instant unreadableSince) {
    /// Nothing known yet.
    public static final KnownHeartbeats NOTHING = deaf(null, 0);

    public boolean isListening() {
        return listeningSince != null;
    }

    /// The topic was read to its end over a working connection.
    public KnownHeartbeats caughtUp(Instant now) {
        return isListening() ? this : deaf(now, epoch);
    }

    /// The broker could not be reached, or reading fell behind: what is not heard from now on
    /// proves nothing.
    public KnownHeartbeats cutOff() {
        return isListening() ? deaf(null, epoch) : this;
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
        if (!isListening()) {
            return deaf(null, heartbeatEpoch);
        }
        return new KnownHeartbeats(
                listeningSince,
                now,
                heartbeatEpoch,
                seen,
                seen.isReadable() ? null : unreadableSince == null ? now : unreadableSince);
    }

    private static KnownHeartbeats deaf(@Nullable Instant listeningSince, long epoch) {
        return new KnownHeartbeats(listeningSince, null, epoch, PlaneSight.CLEAR, null);
    }
}
