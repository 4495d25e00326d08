package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.charts.Observability.Alert;
import dev.mcm.it.walls.ProjectClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Alerts and their pages, and the shape of dashboards. Whether the metrics exist is for the
/// running stack to say (`MetricNamesIT`).
class RunbooksTest {
    private static final Path PAGES = ProjectClasses.root().resolve("docs/runbooks");

    @Test
    void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
        TreeSet<String> pages = new TreeSet<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .forEach(name -> pages.add(name.replace(".md", "")));
        }
        assertThat(alerts()).extracting(Alert::name).doesNotHaveDuplicates();
        assertThat(pages)
                .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::name).toList());
    }

    @Test
    void everyPageSaysWhatToDoAndShowsTheRuleAsItIs() throws IOException {
        for (Alert alert : alerts()) {
            assertThat(alert.runbook()).isEqualTo("docs/runbooks/" + alert.name() + ".md");
            assertThat(alert.severity()).isIn("critical", "warning");
            assertThat(Files.readString(PAGES.resolve(alert.name() + ".md")))
                    .contains(alert.expression())
                    .contains("Severity " + alert.severity())
                    .contains("## What it means", "## Where to look", "## What to do");
            assertThat(Files.readString(PAGES.resolve("README.md")))
                    .contains("(" + alert.name() + ".md)");
        }
    }

    @Test
    void everyComponentAndTheLoopHaveADashboard() {
        assertThat(new Observability(Charts.MCM_CP).dashboards())
                .containsOnlyKeys(
                        "mcm-atc.json",
                        "mcm-autoscaler.json",
                        "mcm-gns.json",
                        "mcm-gsm.json",
                        "mcm-loop.json",
                        "mcm-scheduler.json");
        assertThat(new Observability(Charts.MCM_WP).dashboards()).containsOnlyKeys("mcm-lsm.json");
    }

    @Test
    void everyPanelAsksForSomething() {
        Stream.of(Charts.values())
                .flatMap(chart -> new Observability(chart).panels().stream())
                .forEach(panel -> {
                    assertThat(panel.title()).isNotBlank();
                    assertThat(panel.expressions()).isNotEmpty().noneMatch(String::isBlank);
                });
        Stream.of(Charts.values())
                .flatMap(chart -> new Observability(chart).dashboards().entrySet().stream())
                .forEach(entry -> assertUid(entry.getKey(), entry.getValue()));
    }

    private static void assertUid(String file, Map<String, Object> dashboard) {
        assertThat(dashboard.get("uid") + ".json").isEqualTo(file);
    }

    private static List<Alert> alerts() {
        return Stream.of(Charts.values())
                .flatMap(chart -> new Observability(chart).alerts().stream())
                .toList();
    }
}
