package dev.mcm.lsm.core;

import dev.mcm.shared.plane.PlaneNames;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The gateway's metrics at one moment.
///
/// @param atNanos when they were read, on the process's counter of nanoseconds
/// @param deployments by deployment id
public record GatewayReading(long atNanos, SortedMap<String, Counts> deployments) {
    public GatewayReading {
        deployments = new TreeMap<>(deployments);
    }

    /// Of one deployment on this plane.
    ///
    /// @param inFlightSeconds integral of `inFlight` since the gateway started; NaN = the gateway
    ///   does not say
    /// @param arrivals requests since the gateway started, as are `completions`
    public record Counts(
            double inFlight,
            double inFlightSeconds,
            double queued,
            long arrivals,
            long completions,
            int readyReplicas) {
        private static final Counts NOTHING = new Counts(0, Double.NaN, 0, 0, 0, 0);
    }

    /// Takes MCM's series from all samples of the page; a value that is not finite counts as not
    /// there.
    public static GatewayReading of(List<PrometheusText.Sample> samples, long atNanos) {
        SortedMap<String, Counts> deployments = new TreeMap<>();
        for (PrometheusText.Sample sample : samples) {
            String deployment =
                    sample.labels().getOrDefault(PlaneNames.METRIC_LABEL_DEPLOYMENT, "");
            if (!deployment.isEmpty()
                    && sample.name().startsWith("mcm_gateway_")
                    && Double.isFinite(sample.value())) {
                deployments.merge(
                        deployment,
                        with(Counts.NOTHING, sample),
                        (before, _) -> with(before, sample));
            }
        }
        return new GatewayReading(atNanos, deployments);
    }

    private static Counts with(Counts c, PrometheusText.Sample sample) {
        double value = Math.max(0, sample.value());
        return switch (sample.name()) {
            case PlaneNames.METRIC_IN_FLIGHT ->
                    new Counts(
                            value,
                            c.inFlightSeconds,
                            c.queued,
                            c.arrivals,
                            c.completions,
                            c.readyReplicas);
            case PlaneNames.METRIC_IN_FLIGHT_SECONDS ->
                    new Counts(
                            c.inFlight,
                            value,
                            c.queued,
                            c.arrivals,
                            c.completions,
                            c.readyReplicas);
            case PlaneNames.METRIC_QUEUED ->
                    new Counts(
                            c.inFlight,
                            c.inFlightSeconds,
                            value,
                            c.arrivals,
                            c.completions,
                            c.readyReplicas);
            case PlaneNames.METRIC_REQUESTS ->
                    new Counts(
                            c.inFlight,
                            c.inFlightSeconds,
                            c.queued,
                            (long) value,
                            c.completions,
                            c.readyReplicas);
            case PlaneNames.METRIC_RESPONSES ->
                    new Counts(
                            c.inFlight,
                            c.inFlightSeconds,
                            c.queued,
                            c.arrivals,
                            c.completions + (long) value,
                            c.readyReplicas);
            case PlaneNames.METRIC_READY_REPLICAS ->
                    new Counts(
                            c.inFlight,
                            c.inFlightSeconds,
                            c.queued,
                            c.arrivals,
                            c.completions,
                            (int) value);
            default -> c;
        };
    }

    /// Nothing known of any deployment.
    public static GatewayReading empty(long atNanos) {
        return new GatewayReading(atNanos, new TreeMap<>(Map.of()));
    }
}
