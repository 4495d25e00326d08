package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The gateway's figures as Prometheus text.
final class GatewayMetrics {

    /// The figures of one deployment.
    record Sample(
            String deployment,
            int inFlight,
            double inFlightSeconds,
            int queued,
            double queuedSeconds,
            long requests,
            SortedMap<Integer, Long> responses,
            int readyReplicas) {

        Sample {
            responses = new TreeMap<>(responses);
        }
    }

    private final List<Sample> samples = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void add(Sample sample) {
        samples.add(sample);
    }

    String text() {
        family(PlaneNames.METRIC_IN_FLIGHT, "gauge", s -> Integer.toString(s.inFlight()));
        family(
                PlaneNames.METRIC_IN_FLIGHT_SECONDS,
                "counter",
                s -> Double.toString(s.inFlightSeconds()));
        family(PlaneNames.METRIC_QUEUED, "gauge", s -> Integer.toString(s.queued()));
        family(
                PlaneNames.METRIC_QUEUED_SECONDS,
                "counter",
                s -> Double.toString(s.queuedSeconds()));
        family(PlaneNames.METRIC_REQUESTS, "counter", s -> Long.toString(s.requests()));
        responses();
        family(PlaneNames.METRIC_READY_REPLICAS, "gauge", s -> Integer.toString(s.readyReplicas()));
        return text.toString();
    }

    private void family(String name, String type, Function<Sample, String> value) {
        head(name, type);
        for (Sample sample : samples) {
            series(name, sample, "", value.apply(sample));
        }
    }

    private void responses() {
        head(PlaneNames.METRIC_RESPONSES, "counter");
        for (Sample sample : samples) {
            SortedMap<Integer, Long> codes = new TreeMap<>(sample.responses());
            codes.putIfAbsent(200, 0L);
            for (Map.Entry<Integer, Long> code : codes.entrySet()) {
                series(
                        PlaneNames.METRIC_RESPONSES,
                        sample,
                        "," + PlaneNames.METRIC_LABEL_CODE + "=\"" + code.getKey() + "\"",
                        code.getValue().toString());
            }
        }
    }

    private void head(String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void series(String name, Sample sample, String more, String value) {
        text.append(name)
                .append('{')
                .append(PlaneNames.METRIC_LABEL_DEPLOYMENT)
                .append("=\"")
                .append(sample.deployment())
                .append('"')
                .append(more)
                .append("} ")
                .append(value)
                .append('\n');
    }
}
