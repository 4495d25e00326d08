package dev.mcm.lsm.core;

import dev.mcm.shared.plane.PlaneNames;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The gateway's metrics at one moment.
///
/// @param atNanos when they were read, on the process's counter of nanoseconds
/// @param deployments by deployment id
/// @param refused number of values of MCM's series that no gateway can mean: not finite, negative,
///   or larger than [#LARGEST]
public record GatewayReading(
        long atNanos, SortedMap<String, DeploymentCounts> deployments, int refused) {
    /// No counter reaches this in the life of a gateway: a million requests a second for 30 years.
    /// A counter below zero that was printed without its sign is larger.
    static final double LARGEST = 1e15;

    public GatewayReading {
        deployments = new TreeMap<>(deployments);
    }

    /// Takes MCM's series from the page. A value that is refused makes its figure unknown, which is
    /// not zero.
    public static GatewayReading of(List<PrometheusText.Measurement> page, long atNanos) {
        SortedMap<String, DeploymentCounts> deployments = new TreeMap<>();
        int refused = 0;
        for (PrometheusText.Measurement measurement : page) {
            String deployment =
                    measurement.labels().getOrDefault(PlaneNames.METRIC_LABEL_DEPLOYMENT, "");
            if (!deployment.isEmpty() && measurement.name().startsWith("mcm_gateway_")) {
                boolean sane = measurement.value() >= 0 && measurement.value() <= LARGEST;
                refused += sane ? 0 : 1;
                deployments
                        .computeIfAbsent(deployment, _ -> new DeploymentCounts())
                        .add(measurement, sane ? measurement.value() : Double.NaN);
            }
        }
        return new GatewayReading(atNanos, deployments, refused);
    }
}
