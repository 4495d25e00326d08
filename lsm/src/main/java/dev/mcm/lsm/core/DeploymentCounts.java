package dev.mcm.lsm.core;

import dev.mcm.shared.plane.PlaneNames;
import java.util.EnumMap;
import java.util.Map;

/// What a gateway's page says of one deployment. A figure that the page does not have, or that was
/// refused, is unknown. Filled while the page is read, and not changed after that.
final class DeploymentCounts {
    /// Figures of a page; counters run since the gateway started.
    enum Figure {
        /// Requests being worked on now.
        IN_FLIGHT,
        /// Integral of IN_FLIGHT over time, in seconds.
        IN_FLIGHT_SECONDS,
        /// Requests waiting now.
        QUEUED,
        /// Integral of QUEUED over time, in seconds.
        QUEUED_SECONDS,
        /// Requests that arrived.
        ARRIVALS,
        /// Requests that were answered.
        ANSWERS,
        /// Those of ANSWERS that a replica gave, not the gateway itself.
        SERVED,
        /// Replicas that the gateway sends to.
        READY_REPLICAS
    }

    private final Map<Figure, Double> values = new EnumMap<>(Figure.class);

    /// NaN = unknown.
    double value(Figure figure) {
        return values.getOrDefault(figure, Double.NaN);
    }

    /// The page has a series of the figure, perhaps with a value that was refused.
    boolean has(Figure figure) {
        return values.containsKey(figure);
    }

    /// Adds a series of the page; several of one figure add up.
    ///
    /// @param value the measurement's, or NaN when it was refused
    void add(PrometheusText.Measurement measurement, double value) {
        switch (measurement.name()) {
            case PlaneNames.METRIC_IN_FLIGHT -> add(Figure.IN_FLIGHT, value);
            case PlaneNames.METRIC_IN_FLIGHT_SECONDS -> add(Figure.IN_FLIGHT_SECONDS, value);
            case PlaneNames.METRIC_QUEUED -> add(Figure.QUEUED, value);
            case PlaneNames.METRIC_QUEUED_SECONDS -> add(Figure.QUEUED_SECONDS, value);
            case PlaneNames.METRIC_REQUESTS -> add(Figure.ARRIVALS, value);
            case PlaneNames.METRIC_RESPONSES -> {
                String code = measurement.labels().getOrDefault(PlaneNames.METRIC_LABEL_CODE, "");
                boolean own = code.equals("502") || code.equals("503");
                add(Figure.ANSWERS, value);
                add(Figure.SERVED, own && !Double.isNaN(value) ? 0 : value);
            }
            case PlaneNames.METRIC_READY_REPLICAS -> add(Figure.READY_REPLICAS, value);
            default -> {}
        }
    }

    private void add(Figure figure, double value) {
        values.merge(figure, value, Double::sum);
    }

    @Override
    public String toString() {
        return "DeploymentCounts" + values;
    }
}
