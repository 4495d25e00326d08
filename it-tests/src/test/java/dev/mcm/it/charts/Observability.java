package dev.mcm.it.charts;

import dev.mcm.it.helm.RenderedChart;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The alerts and dashboards of a chart.
public final class Observability {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    /// An alert rule.
    public record Alert(String name, String expression, String severity, String runbook) {}

    /// A panel of a dashboard.
    public record Panel(String dashboard, String title, List<String> expressions) {}

    private final RenderedChart rendered;

    public Observability(Charts chart) {
        Map<String, Object> values = chart.values("minimal");
        values.put(
                "monitoring",
                Map.of("rules", Map.of("enabled", true), "dashboards", Map.of("enabled", true)));
        rendered = chart.chart().render(chart.release(values));
    }

    List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        rendered.ofKind("PrometheusRule")
                .flatMap(rule -> maps(rule.<Map<String, Object>>get("spec").get("groups")).stream())
                .flatMap(group -> maps(group.get("rules")).stream())
                .forEach(rule ->
                        alerts.add(
                                new Alert(
                                        text(rule.get("alert")),
                                        text(rule.get("expr")),
                                        text(map(rule.get("labels")).get("severity")),
                                        text(map(rule.get("annotations")).get("runbook")))));
        return alerts;
    }

    /// File name → dashboard.
    SequencedMap<String, Map<String, Object>> dashboards() {
        SequencedMap<String, Map<String, Object>> dashboards = new LinkedHashMap<>();
        rendered.ofKind("ConfigMap")
                .filter(map -> map.getMetadata().getName().contains("-dashboard-"))
                .forEach(map ->
                        map.<Map<String, String>>get("data")
                                .forEach((file, json) ->
                                        dashboards.put(
                                                file, map(JSON.unmarshal(json, Map.class)))));
        return dashboards;
    }

    List<Panel> panels() {
        List<Panel> panels = new ArrayList<>();
        dashboards()
                .forEach((file, dashboard) ->
                        maps(dashboard.get("panels"))
                                .forEach(panel ->
                                        panels.add(
                                                new Panel(
                                                        file,
                                                        text(panel.get("title")),
                                                        maps(panel.get("targets")).stream()
                                                                .map(t -> text(t.get("expr")))
                                                                .toList()))));
        return panels;
    }

    /// Where an expression stands → the expression.
    public SequencedMap<String, String> expressions() {
        SequencedMap<String, String> found = new LinkedHashMap<>();
        alerts().forEach(alert -> found.put("alert " + alert.name(), alert.expression()));
        panels().forEach(panel ->
                panel.expressions()
                        .forEach(expression ->
                                found.merge(
                                        panel.dashboard() + ": " + panel.title(),
                                        expression,
                                        (a, b) -> a + " or " + b)));
        return found;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }
}
