package dev.mcm.local.demo;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.Plane;
import dev.mcm.local.view.Screen;
import dev.mcm.local.view.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The live table of the demo and its summary.
final class DemoView {
    private DemoView() {}

    static List<String> live(String phase, double share, Duration elapsed, DemoSample sample) {
        List<String> planes = sample.planes().stream().map(Plane::getId).toList();
        List<String> header =
                new ArrayList<>(List.of("DEPLOYMENT", "STATUS", "DESIRED", "PLACED", "READY"));
        sample.planes().forEach(p -> header.add(p.getId() + " " + state(p)));
        TextTable table = new TextTable(header.toArray(String[]::new));
        for (Deployment d : sample.deployments()) {
            List<Object> cells =
                    new ArrayList<>(
                            List.of(
                                    d.getName(),
                                    d.getStatus().name().replace("DEPLOYMENT_STATUS_", ""),
                                    d.getReplicas().getDesired(),
                                    d.getReplicas().getPlaced(),
                                    sample.ready(d.getId())));
            planes.forEach(p -> cells.add(onPlane(sample.ready(), p, d.getId())));
            table.row(cells.toArray());
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("%s  %3d s  %s".formatted(Screen.bar(share), elapsed.toSeconds(), phase));
        lines.addAll(table.lines());
        return lines;
    }

    private static String onPlane(
            Map<String, Map<String, Integer>> ready, String plane, String deployment) {
        Map<String, Integer> byDeployment = ready.get(plane);
        return byDeployment == null
                ? "?"
                : Integer.toString(byDeployment.getOrDefault(deployment, 0));
    }

    private static String state(Plane plane) {
        return plane.getState().name().replace("PLANE_STATE_", "");
    }

    /// Latency of each hop, over everything and per deployment and plane.
    static List<String> summary(DemoSample sample, LoopTrace trace) {
        List<String> lines = new ArrayList<>();
        TextTable hops = new TextTable("HOP", "P50 / P99 ms (n)");
        for (Hop hop : Hop.values()) {
            hops.row(hop.title(), trace.stats(hop).summary());
        }
        lines.addAll(hops.lines());
        lines.add("");
        TextTable table =
                new TextTable(
                        "DEPLOYMENT", "PLANE", "READY", "PLACED→PUSHED ms", "PUSHED→READY ms");
        for (Deployment d : sample.deployments()) {
            for (Plane p : sample.planes()) {
                LoopTrace.Where where = new LoopTrace.Where(d.getId(), p.getId());
                LatencyStats pushed = trace.stats(where, Hop.PLACED_TO_PUSHED);
                if (pushed.count() > 0) {
                    table.row(
                            d.getName(),
                            p.getId(),
                            onPlane(sample.ready(), p.getId(), d.getId()),
                            pushed.summary(),
                            trace.stats(where, Hop.PUSHED_TO_READY).summary());
                }
            }
        }
        lines.addAll(table.lines());
        return lines;
    }
}
