package dev.mcm.gsm.core;

import java.time.Instant;
import java.util.Optional;

/// What one GSM process knows of a plane's heartbeats, in its own time.
///
/// @param listeningSince since when it has been connected to the broker and caught up with the
///   plane's topic without a break; empty = it is not
/// @param heardAt when the last heartbeat came in while listening; empty = none since then
/// @param epoch of the newest LSM process of the plane; 0 = never heard of one
public record Hearing(Optional<Instant> listeningSince, Optional<Instant> heardAt, long epoch) {
    /// Nothing known yet.
    public static final Hearing NOTHING = new Hearing(Optional.empty(), Optional.empty(), 0);

    /// The topic was read to its end over a working connection.
    public Hearing caughtUp(Instant now) {
        return listeningSince.isPresent()
                ? this
                : new Hearing(Optional.of(now), Optional.empty(), epoch);
    }

    /// The broker could not be reached, or reading fell behind: what is not heard from now on
    /// proves nothing.
    public Hearing cutOff() {
        return listeningSince.isEmpty()
                ? this
                : new Hearing(Optional.empty(), Optional.empty(), epoch);
    }

    /// What was heard was not the plane's.
    public Hearing unheard() {
        return new Hearing(listeningSince, Optional.empty(), epoch);
    }

    /// A heartbeat was read. One of an older process does not count; one read while catching up may
    /// be old itself.
    public Hearing heartbeat(long heartbeatEpoch, Instant now) {
        if (heartbeatEpoch < epoch) {
            return this;
        }
        return new Hearing(
                listeningSince,
                listeningSince.isPresent() ? Optional.of(now) : Optional.empty(),
                heartbeatEpoch);
    }
}
