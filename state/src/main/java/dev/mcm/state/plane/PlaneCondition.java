package dev.mcm.state.plane;

/// What the Scheduler thinks of a plane.
public enum PlaneCondition {
    /// Registered, not heard of yet.
    PENDING,
    /// Its state is known and current.
    LIVE,
    /// Silent: what is there is held, nothing new is placed.
    UNKNOWN,
    /// Dead by two witnesses or an operator's word: its replicas are placed elsewhere.
    LOST
}
