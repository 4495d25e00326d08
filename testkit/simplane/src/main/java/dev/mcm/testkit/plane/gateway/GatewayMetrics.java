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
    record LaneFigures(
            String deployment,
            int inFlight,
            double inFlightSeconds,
            int queued,
            double queuedSeconds,
            long requests,
            SortedMap<Integer, Long> responses,
            int readyReplicas) {

        LaneFigures {
            responses = new TreeMap<>(responses);
        }
    }

    private final List<LaneFigures> lanes = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    void add(LaneFigures lane) {
        lanes.add(lane);
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

    private void family(String name, String type, Function<LaneFigures, String> value) {
        head(name, type);
        for (LaneFigures lane : lanes) {
            series(name, lane, "", value.apply(lane));
        }
    }

    private void responses() {
        head(PlaneNames.METRIC_RESPONSES, "counter");
        for (LaneFigures lane : lanes) {
            SortedMap<Integer, Long> codes = new TreeMap<>(lane.responses());
            codes.putIfAbsent(200, 0L);
            for (Map.Entry<Integer, Long> code : codes.entrySet()) {
                series(
                        PlaneNames.METRIC_RESPONSES,
                        lane,
                        "," + PlaneNames.METRIC_LABEL_CODE + "=\"" + code.getKey() + "\"",
                        code.getValue().toString());
            }
        }
    }

    private void head(String name, String type) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void series(String name, LaneFigures lane, String more, String value) {
        text.append(name)
                .append('{')
                .append(PlaneNames.METRIC_LABEL_DEPLOYMENT)
                .append("=\"")
                .append(lane.deployment())
                .append('"')
                .append(more)
                .append("} ")
                .append(value)
                .append('\n');
    }
}
