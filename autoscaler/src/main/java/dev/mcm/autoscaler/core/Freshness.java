package dev.mcm.autoscaler.core;

/// How old the last report of a plane on a deployment is, by the time of its receipt here.
public enum Freshness {
    /// Reported lately.
    FRESH,
    /// Misses reports; its last values still count.
    LATE,
    /// Has not reported for so long that its demand is unknown.
    SILENT
}
