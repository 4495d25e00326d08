package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.charts.Workloads.Workload;
import dev.mcm.it.helm.RenderedChart;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the charts set against what the services read: a service refuses a variable that it does
/// not know, and does not start without one that it needs.
class ChartSettingsTest {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Set<String> OF_ALL = Set.of("MCM_LOG_LEVEL", "MCM_LOG_FORMAT");

    @ParameterizedTest
    @CsvSource({"MCM_CP, minimal", "MCM_CP, dev", "MCM_CP, production", "MCM_WP, production"})
    void everyVariableIsKnownAndEveryRequiredOneIsSet(Charts chart, String values) {
        RenderedChart rendered = chart.chart().render(chart.release(values));
        List<Workload> ours = Workloads.of(rendered).stream().filter(Workload::isOurs).toList();
        assertThat(ours).hasSize(chart == Charts.MCM_CP ? 6 : 1);
        ours.forEach(workload ->
                assertThat(problems(workload.component(), names(workload)))
                        .as(workload.name())
                        .isEmpty());
    }

    @Test
    void theCheckSeesWhatIsUnknownAndWhatIsMissing() {
        assertThat(problems("lsm", Set.of("MCM_LSM_PLANE_ID", "MCM_LSM_PLANE", "JDK_JAVA_OPTIONS")))
                .containsExactlyInAnyOrder(
                        "MCM_LSM_PLANE: unknown",
                        "MCM_LSM_KAFKA_BOOTSTRAP_SERVERS: required and not set",
                        "MCM_LSM_METRICS_URL: required and not set");
    }

    /// The schema of `<component>.config` names every setting of the service but those that the
    /// chart sets itself.
    @ParameterizedTest
    @CsvSource({
        "MCM_CP, atc",
        "MCM_CP, autoscaler",
        "MCM_CP, scheduler",
        "MCM_CP, gns",
        "MCM_CP, gsm",
        "MCM_WP, lsm"
    })
    void furtherSettingsAreAllTheOthers(Charts chart, String component) throws IOException {
        Map<?, ?> schema =
                JSON.unmarshal(
                        Files.readString(chart.directory().resolve("values.schema.json")),
                        Map.class);
        Set<String> offered =
                at(schema, "properties", component, "properties", "config", "properties")
                        .keySet()
                        .stream()
                        .map(key -> "MCM_" + component.toUpperCase() + "_" + key)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> others = new TreeSet<>(ReferenceKeys.of(component).keySet());
        others.removeIf(key -> ChartKeys.isSetByChart(component, key));
        assertThat(offered).isEqualTo(others);
    }

    /// Kubernetes would add MCM_..._PORT and more for each service of the namespace.
    @ParameterizedTest
    @CsvSource({"MCM_CP, dev", "MCM_WP, minimal"})
    void noPodGetsServiceLinks(Charts chart, String values) {
        assertThat(Workloads.of(chart.chart().render(chart.release(values))))
                .allMatch(workload -> !workload.pod().getEnableServiceLinks());
    }

    private static Set<String> names(Workload workload) {
        return workload.container().getEnv().stream()
                .map(EnvVar::getName)
                .collect(Collectors.toSet());
    }

    private static List<String> problems(String component, Set<String> names) {
        Map<String, ReferenceKeys.Key> known = ReferenceKeys.of(component);
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            boolean ours = name.startsWith("MCM_") && !OF_ALL.contains(name);
            boolean file = name.endsWith("_FILE") && isSecret(known, name.replace("_FILE", ""));
            if (ours && !known.containsKey(name) && !file) {
                problems.add(name + ": unknown");
            }
        }
        known.forEach((name, key) -> {
            boolean set = names.contains(name) || (key.secret() && names.contains(name + "_FILE"));
            if (key.required() && !set) {
                problems.add(name + ": required and not set");
            }
        });
        return problems;
    }

    private static boolean isSecret(Map<String, ReferenceKeys.Key> known, String name) {
        return known.containsKey(name) && known.get(name).secret();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<?, ?> schema, String... path) {
        Map<?, ?> here = schema;
        for (String step : path) {
            here = (Map<?, ?>) here.get(step);
        }
        return (Map<String, Object>) here;
    }
}
