package dev.mcm.autoscaler.core;

/// How many replicas of an excess go in one step.
final class ScaleDownRate {
    private ScaleDownRate() {}

    /// The share of the excess, rounded down, at least one.
    static int taken(int excess, int percent) {
        return (int) Math.max(1, (long) excess * percent / 100);
    }
}
