package dev.mcm.gns.core;

/// What the notifier is doing.
public enum NotifierState {
    /// Another instance holds the lease.
    STANDBY,
    /// On the way to streaming, or held up on it.
    STARTING,
    STREAMING
}
