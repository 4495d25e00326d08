package dev.mcm.lsm.core;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.lsm.core.DeploymentCounts.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Traffic between two readings of the gateway.
public final class TrafficRollup {
    private static final double NANOS_PER_SECOND = 1e9;

    private TrafficRollup() {}

    /// One sample per deployment that the gateway knows now and whose traffic is known. Requests in
    /// flight and in the queue are averaged over the interval from the counters of their seconds,
    /// so that a request counts for the time that it spent in each; where there is no such interval
    /// (first reading, gateway restarted, no such counter), the gauge's value stands. A gateway
    /// without any series of a queue has none; a deployment one of whose figures was refused is
    /// left out, which is not zero.
    ///
    /// @param before null = there is none
    public static List<DeploymentSample> samples(
            @Nullable GatewayReading before, GatewayReading now) {
        List<DeploymentSample> samples = new ArrayList<>();
        for (Map.Entry<String, DeploymentCounts> entry : now.deployments().entrySet()) {
            DeploymentCounts counts = entry.getValue();
            Interval interval = interval(before, entry.getKey(), counts, now.atNanos());
            double inFlight = interval.average(Figure.IN_FLIGHT, Figure.IN_FLIGHT_SECONDS);
            boolean queues = counts.has(Figure.QUEUED) || counts.has(Figure.QUEUED_SECONDS);
            double queued = queues ? interval.average(Figure.QUEUED, Figure.QUEUED_SECONDS) : 0;
            if (!Double.isNaN(inFlight) && !Double.isNaN(queued)) {
                samples.add(sample(entry.getKey(), inFlight, queued, counts));
            }
        }
        return samples;
    }

    private static DeploymentSample sample(
            String deployment, double inFlight, double queued, DeploymentCounts counts) {
        double arrivals = counts.value(Figure.ARRIVALS);
        double served = counts.value(Figure.SERVED);
        DeploymentSample.Builder sample =
                DeploymentSample.newBuilder()
                        .setDeploymentId(deployment)
                        .setInFlight(inFlight)
                        .setQueued(queued)
                        .setArrivalsTotal((long) arrivals)
                        .setCompletionsTotal((long) counts.value(Figure.ANSWERS))
                        .setReadyReplicas((int) counts.value(Figure.READY_REPLICAS));
        if (!Double.isNaN(arrivals) && !Double.isNaN(served)) {
            sample.setServedTotal((long) served);
        }
        return sample.build();
    }

    private static Interval interval(
            @Nullable GatewayReading before,
            String deployment,
            DeploymentCounts now,
            long nowNanos) {
        if (before == null) {
            return new Interval(null, now, 0);
        }
        double seconds = (nowNanos - before.atNanos()) / NANOS_PER_SECOND;
        return new Interval(before.deployments().get(deployment), now, seconds);
    }

    /// @param old null = the deployment was not known at its begin
    private record Interval(@Nullable DeploymentCounts old, DeploymentCounts now, double seconds) {
        /// Average over the interval; NaN = unknown.
        double average(Figure gauge, Figure counter) {
            if (old == null || seconds <= 0) {
                return now.value(gauge);
            }
            double growth = now.value(counter) - old.value(counter);
            return growth >= 0 ? growth / seconds : now.value(gauge);
        }
    }
}
