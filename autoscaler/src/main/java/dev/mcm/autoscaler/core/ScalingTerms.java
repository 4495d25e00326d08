package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;

/// What follows from a deployment's settings.
public final class ScalingTerms {
    private static final int SHORTEST_PANIC_WINDOW = 2;
    private static final double SMALLEST_TARGET = 0.01;

    private ScalingTerms() {}

    /// In-flight requests that one replica is to carry.
    static double targetPerReplica(Autoscaling settings) {
        return Math.max(
                SMALLEST_TARGET,
                settings.concurrencyTarget() * settings.targetUtilizationPercentage() / 100.0);
    }

    /// A tenth of the window, rounded up, at least 2 s: with samples once a second a shorter one
    /// would be a single sample.
    public static int panicWindowSeconds(Autoscaling settings) {
        return Math.max(SHORTEST_PANIC_WINDOW, (settings.windowSeconds() + 9) / 10);
    }

    /// A plane that has not reported a deployment for longer than half the window is silent.
    public static int silentAfterSeconds(Autoscaling settings) {
        return Math.max(SHORTEST_PANIC_WINDOW, settings.windowSeconds() / 2);
    }

    static int initialScale(Autoscaling settings) {
        return Math.max(1, settings.minReplica());
    }

    static int bounded(Autoscaling settings, int replicas) {
        return Math.max(settings.minReplica(), Math.min(settings.maxReplica(), replicas));
    }
}
