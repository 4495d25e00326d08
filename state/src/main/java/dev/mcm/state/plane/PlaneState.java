package dev.mcm.state.plane;

/// What the Scheduler thinks of a plane; the names are stored in `plane_states.state`. A plane
/// without a row is PENDING.
public enum PlaneState {
    /// Registered, its LSM has never been heard: nothing is placed there yet.
    PENDING,
    /// Heard and reachable: replicas may be placed.
    LIVE,
    /// Silent or unreachable: what is there is held, nothing new is placed, nothing is moved.
    UNKNOWN,
    /// Silent and unreachable for long enough, or by an operator's word: its replicas are placed
    /// elsewhere.
    LOST
}
