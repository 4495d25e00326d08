package dev.mcm.autoscaler.core;

/// What the Scheduler says of a plane that a deployment has to do with.
public enum PlaneStanding {
    /// Heard.
    LIVE,
    /// Not heard or not reached; its replicas are held.
    UNKNOWN,
    /// Given up: its replicas are placed elsewhere.
    LOST
}
