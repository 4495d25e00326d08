package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Samples of one partition of a plane's deployments at one tick.
///
/// @param second that it tells of
/// @param complete false = the plane could not read its gateway: its samples are unknown, not zero
public record PlaneReport(
        PlaneId planeId, int partition, long second, boolean complete, List<Sample> samples) {
    public PlaneReport {
        samples = List.copyOf(samples);
    }

    /// A complete one.
    public PlaneReport(PlaneId planeId, int partition, long second, List<Sample> samples) {
        this(planeId, partition, second, true, samples);
    }

    /// @param demand requests in flight and queued
    /// @param ready replicas that serve
    /// @param throughput null = not known
    public record Sample(
            DeploymentId deploymentId, double demand, int ready, @Nullable Throughput throughput) {
        public Sample {
            if (!(demand >= 0) || Double.isInfinite(demand) || ready < 0) {
                throw new IllegalArgumentException(
                        "sample of %s: demand %s, ready %d (expected: finite, both >= 0)"
                                .formatted(deploymentId, demand, ready));
            }
        }

        public Sample(DeploymentId deploymentId, double demand, int ready) {
            this(deploymentId, demand, ready, null);
        }
    }
}
