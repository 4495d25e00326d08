package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.charts.Charts;
import dev.mcm.it.charts.Observability;
import dev.mcm.it.charts.PromSelectors;
import dev.mcm.it.charts.PromSelectors.Selector;
import dev.mcm.local.stack.ServiceProcess;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every metric and label that a dashboard or an alert names is there in a running stack.
@ExtendWith(StackExtension.class)
final class MetricNamesIT {
    private static final Pattern SERIES =
            Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{([^}]*)\\})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private final TestStack stack;

    MetricNamesIT(TestStack stack) {
        this.stack = stack;
    }

    /// Some meters exist only once what they count has happened, so something happens first: a
    /// deployment is created through the API, scaled, placed, pushed, and observed.
    @Test
    void everyMetricOfDashboardsAndAlertsExists() throws InterruptedException {
        var spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/measured:1")
                        .setResources(Resources.newBuilder().setCpuMilli(100).setMemoryMib(64))
                        .build();
        var scaling = AutoscalingSettings.newBuilder().setMinReplica(1).setMaxReplica(1).build();
        String id = stack.create("measured", spec, scaling).getId();
        stack.await("its replica", id, d -> d.getReplicas().getReady() == 1);

        try {
            Waiting.until("all named metrics", TestStack.PATIENCE, () -> missing().isEmpty());
        } catch (IllegalStateException e) {
            throw new AssertionError("not there:\n" + String.join("\n", missing()), e);
        }
    }

    @Test
    void theCheckSeesAWrongNameAndAWrongLabel() {
        Map<String, Set<String>> known = new TreeMap<>(Map.of("mcm_a_total", Set.of("service")));
        assertThat(missing("here", "rate(mcm_a_total{service=\"x\"}[5m])", known)).isEmpty();
        assertThat(missing("here", "mcm_b{x=\"y\"} / mcm_a_total{zone!~\"z\"}", known))
                .containsExactly("here: mcm_b", "here: mcm_a_total{zone}");
    }

    private List<String> missing() {
        Map<String, Set<String>> known = scrape();
        List<String> missing = new ArrayList<>();
        for (Charts chart : Charts.values()) {
            new Observability(chart)
                    .expressions()
                    .forEach((where, text) -> missing.addAll(missing(where, text, known)));
        }
        return missing;
    }

    private static List<String> missing(
            String where, String expression, Map<String, Set<String>> known) {
        List<String> missing = new ArrayList<>();
        for (Selector selector : PromSelectors.of(expression)) {
            Set<String> labels = known.get(selector.metric());
            if (labels == null) {
                missing.add(where + ": " + selector.metric());
            } else {
                selector.labels().stream()
                        .filter(label -> !labels.contains(label))
                        .forEach(label ->
                                missing.add(where + ": " + selector.metric() + "{" + label + "}"));
            }
        }
        return missing;
    }

    /// Metric → every label that one of its series has, over all services.
    private Map<String, Set<String>> scrape() {
        Map<String, Set<String>> known = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (ServiceProcess service : stack.local().services()) {
                Matcher series = SERIES.matcher(get(http, service));
                while (series.find()) {
                    Set<String> labels =
                            known.computeIfAbsent(series.group(1), _ -> new TreeSet<>());
                    if (series.group(2) != null) {
                        LABEL.matcher(series.group(2))
                                .results()
                                .forEach(label -> labels.add(label.group(1)));
                    }
                }
            }
        }
        return known;
    }

    private static String get(HttpClient http, ServiceProcess service) {
        HttpRequest request =
                HttpRequest.newBuilder(service.operations().resolve("/metrics")).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
