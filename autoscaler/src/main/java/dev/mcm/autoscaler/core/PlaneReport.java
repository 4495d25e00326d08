package dev.mcm.autoscaler.core;

import java.util.List;

/// Samples of one partition of a plane's deployments at one tick.
///
/// @param second of receipt
public record PlaneReport(String planeId, int partition, long second, List<Sample> samples) {
    public PlaneReport {
        samples = List.copyOf(samples);
    }

    /// @param demand requests in flight and queued
    /// @param ready replicas that serve
    public record Sample(String deploymentId, double demand, int ready) {
        public Sample {
            if (!(demand >= 0) || Double.isInfinite(demand) || ready < 0) {
                throw new IllegalArgumentException(
                        "sample of %s: demand %s, ready %d (expected: finite, both >= 0)"
                                .formatted(deploymentId, demand, ready));
            }
        }
    }
}
