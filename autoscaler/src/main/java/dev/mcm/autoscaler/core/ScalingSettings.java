package dev.mcm.autoscaler.core;

/// How one deployment is scaled; ranges as in `mcm.type.v1.AutoscalingSettings`.
///
/// @param windowSeconds over which in-flight requests are averaged
/// @param scaleDownDelaySeconds a lower scale must be wanted for this long before it is taken
public record ScalingSettings(
        int minReplica,
        int maxReplica,
        int windowSeconds,
        int scaleDownDelaySeconds,
        int concurrencyTarget,
        int targetUtilizationPercentage,
        int maxScaleDownRatePercent) {
    private static final int SHORTEST_PANIC_WINDOW = 2;
    private static final double SMALLEST_TARGET = 0.01;

    public ScalingSettings {
        if (minReplica < 0 || maxReplica < Math.max(1, minReplica)) {
            throw new IllegalArgumentException(
                    "replicas from %d to %d, expected 0 or more to at least max(1, min)"
                            .formatted(minReplica, maxReplica));
        }
        if (windowSeconds < 1 || scaleDownDelaySeconds < 0 || concurrencyTarget < 1) {
            throw new IllegalArgumentException(
                    "window %d s, scale-down delay %d s, concurrency target %d: expected at least 1, 0 and 1"
                            .formatted(windowSeconds, scaleDownDelaySeconds, concurrencyTarget));
        }
        if (targetUtilizationPercentage < 1
                || targetUtilizationPercentage > 100
                || maxScaleDownRatePercent < 1
                || maxScaleDownRatePercent > 100) {
            throw new IllegalArgumentException(
                    "target utilization %d %% and scale-down rate %d %%: expected 1 to 100"
                            .formatted(targetUtilizationPercentage, maxScaleDownRatePercent));
        }
    }

    /// In-flight requests that one replica is to carry.
    double targetPerReplica() {
        return Math.max(SMALLEST_TARGET, concurrencyTarget * targetUtilizationPercentage / 100.0);
    }

    /// A tenth of the window, rounded up, at least 2 s: with samples once a second a shorter one
    /// would be a single sample.
    public int panicWindowSeconds() {
        return Math.max(SHORTEST_PANIC_WINDOW, (windowSeconds + 9) / 10);
    }

    /// A plane that has not reported a deployment for longer than half the window is silent.
    public int silentAfterSeconds() {
        return Math.max(SHORTEST_PANIC_WINDOW, windowSeconds / 2);
    }

    int initialScale() {
        return Math.max(1, minReplica);
    }

    int bounded(int replicas) {
        return Math.max(minReplica, Math.min(maxReplica, replicas));
    }
}
