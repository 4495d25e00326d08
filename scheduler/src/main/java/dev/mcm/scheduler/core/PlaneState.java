package dev.mcm.scheduler.core;

/// What the Scheduler thinks of a plane. Names are stored in `plane_states.state`.
public enum PlaneState {
    /// Registered, its LSM has never been heard: nothing is placed there yet.
    PENDING,
    /// Heard and reachable: replicas may be placed.
    LIVE,
    /// Silent or unreachable: what is there is held, nothing new is placed, nothing is moved.
    UNKNOWN,
    /// Silent and unreachable for long enough: its replicas are placed elsewhere.
    LOST
}
