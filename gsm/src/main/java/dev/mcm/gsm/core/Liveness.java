package dev.mcm.gsm.core;

import java.time.Instant;

/// Whether a plane's LSM is heard and can read it.
///
/// @param epoch of the LSM process heard last
/// @param since when the state began, by GSM's clock, or when it began to have its present reason
/// @param sight of a plane that is heard; of one that is not, [PlaneSight#CLEAR]
public record Liveness(State state, long epoch, Instant since, PlaneSight sight) {
    /// Names as stored in `plane_liveness`.
    public enum State {
        /// Heartbeats arrive, of an LSM that can read the plane or soon will.
        LIVE,
        /// None has arrived for longer than allowed, although this GSM listened; or they say that
        /// LSM cannot read the plane.
        SILENT
    }
}
