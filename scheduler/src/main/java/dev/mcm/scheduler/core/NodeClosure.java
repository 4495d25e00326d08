package dev.mcm.scheduler.core;

/// Why nodes take no new pods, however much of them is free.
public enum NodeClosure {
    /// They do take pods.
    OPEN,
    CORDONED,
    NOT_READY,
    /// Pods fail there.
    FAILS_PODS
}
