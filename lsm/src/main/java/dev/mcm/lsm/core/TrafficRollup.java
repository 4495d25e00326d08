package dev.mcm.lsm.core;

import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.lsm.core.GatewayReading.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Traffic between two readings of the gateway.
public final class TrafficRollup {
    private static final double NANOS_PER_SECOND = 1e9;

    private TrafficRollup() {}

    /// One sample per deployment that the gateway knows now. Requests in flight are averaged over
    /// the interval from the counter of in-flight seconds; where there is no such interval (first
    /// reading, gateway restarted, no such counter), the gauge's value stands.
    public static List<DeploymentSample> samples(
            Optional<GatewayReading> before, GatewayReading now) {
        List<DeploymentSample> samples = new ArrayList<>();
        for (Map.Entry<String, Counts> entry : now.deployments().entrySet()) {
            Counts counts = entry.getValue();
            double inFlight =
                    before.map(old -> average(old, entry.getKey(), counts, now.atNanos()))
                            .orElse(counts.inFlight());
            samples.add(
                    DeploymentSample.newBuilder()
                            .setDeploymentId(entry.getKey())
                            .setInFlight(inFlight)
                            .setQueued(counts.queued())
                            .setArrivalsTotal(counts.arrivals())
                            .setCompletionsTotal(counts.completions())
                            .setReadyReplicas(counts.readyReplicas())
                            .build());
        }
        return samples;
    }

    private static double average(
            GatewayReading before, String deployment, Counts now, long nowNanos) {
        @Nullable Counts old = before.deployments().get(deployment);
        double seconds = (nowNanos - before.atNanos()) / NANOS_PER_SECOND;
        if (old == null || seconds <= 0) {
            return now.inFlight();
        }
        double worked = now.inFlightSeconds() - old.inFlightSeconds();
        return worked >= 0 ? worked / seconds : now.inFlight();
    }
}
