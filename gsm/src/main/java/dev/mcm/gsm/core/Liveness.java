package dev.mcm.gsm.core;

import java.time.Instant;

/// Whether a plane's LSM is heard.
///
/// @param epoch of the LSM process heard last
/// @param since when the state began, by GSM's clock
public record Liveness(State state, long epoch, Instant since) {
    /// Names as stored in `plane_liveness`.
    public enum State {
        /// Heartbeats arrive.
        LIVE,
        /// None has arrived for longer than allowed, although this GSM listened.
        SILENT
    }
}
