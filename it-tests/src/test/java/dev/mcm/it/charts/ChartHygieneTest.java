package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.charts.Workloads.Workload;
import dev.mcm.it.helm.RenderedChart;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pod is confined, watched and sized, and what points at something points at something that
/// is there.
class ChartHygieneTest {
    static Stream<Arguments> charts() {
        return Stream.of(
                        Map.entry(Charts.MCM_CP, "minimal"),
                        Map.entry(Charts.MCM_CP, "dev"),
                        Map.entry(Charts.MCM_CP, "production"),
                        Map.entry(Charts.MCM_WP, "minimal"),
                        Map.entry(Charts.MCM_WP, "production"))
                .map(entry ->
                        Arguments.of(
                                entry.getKey() + " " + entry.getValue(),
                                entry.getKey()
                                        .chart()
                                        .render(entry.getKey().release(entry.getValue()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void ourPodsAreConfined(String name, RenderedChart chart) {
        ours(chart)
                .forEach(workload -> {
                    assertThat(workload.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
                    assertThat(workload.pod().getSecurityContext().getSeccompProfile().getType())
                            .isEqualTo("RuntimeDefault");
                    var container = workload.container().getSecurityContext();
                    assertThat(container.getReadOnlyRootFilesystem()).isTrue();
                    assertThat(container.getAllowPrivilegeEscalation()).isFalse();
                    assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
                    assertThat(container.getPrivileged()).isNull();
                });
    }

    /// Only LSM speaks to the cluster that it runs in.
    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void noPodHoldsATokenThatItDoesNotNeed(String name, RenderedChart chart) {
        assertThat(Workloads.of(chart))
                .filteredOn(workload -> !workload.component().equals("lsm"))
                .allMatch(workload ->
                        Boolean.FALSE.equals(workload.pod().getAutomountServiceAccountToken()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void ourPodsAreWatchedAndSized(String name, RenderedChart chart) {
        ours(chart)
                .forEach(workload -> {
                    Container container = workload.container();
                    assertThat(container.getResources().getRequests())
                            .containsKeys("cpu", "memory");
                    assertThat(container.getResources().getLimits()).containsKey("memory");
                    if (!workload.kind().equals("Job")) {
                        assertProbe(container, container.getStartupProbe(), "/livez");
                        assertProbe(container, container.getLivenessProbe(), "/livez");
                        assertProbe(container, container.getReadinessProbe(), "/readyz");
                    }
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void everyMountHasItsVolumeAndEveryVolumeItsMount(String name, RenderedChart chart) {
        Workloads.of(chart)
                .forEach(workload ->
                        assertThat(workload.container().getVolumeMounts())
                                .as(workload.name())
                                .extracting(VolumeMount::getName)
                                .containsExactlyInAnyOrderElementsOf(
                                        workload.pod().getVolumes().stream()
                                                .map(Volume::getName)
                                                .toList()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void everySelectorFindsPods(String name, RenderedChart chart) {
        for (String kind : List.of("Service", "PodDisruptionBudget", "NetworkPolicy")) {
            chart.ofKind(kind)
                    .forEach(object ->
                            assertThat(Workloads.of(chart))
                                    .as("%s %s", kind, object.getMetadata().getName())
                                    .anyMatch(workload ->
                                            workload.labels()
                                                    .entrySet()
                                                    .containsAll(selector(object).entrySet())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void everyPodOfOursHasANetworkPolicyAndEveryDeploymentABudget(
            String name, RenderedChart chart) {
        ours(chart)
                .forEach(workload -> {
                    assertThat(chart.ofKind("NetworkPolicy").map(ChartHygieneTest::selector))
                            .as("network policy of %s", workload.name())
                            .anyMatch(selector ->
                                    workload.labels().entrySet().containsAll(selector.entrySet()));
                    if (workload.kind().equals("Deployment")) {
                        chart.get("PodDisruptionBudget", workload.name());
                        chart.get("ServiceAccount", workload.pod().getServiceAccountName());
                    }
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("charts")
    void noTwoObjectsHaveOneName(String name, RenderedChart chart) {
        assertThat(chart.objects())
                .extracting(object ->
                        object.getKind()
                                + " "
                                + object.getMetadata().getNamespace()
                                + "/"
                                + object.getMetadata().getName())
                .doesNotHaveDuplicates();
    }

    private static List<Workload> ours(RenderedChart chart) {
        return Workloads.of(chart).stream().filter(Workload::isOurs).toList();
    }

    private static void assertProbe(Container container, Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName)
                .contains(probe.getHttpGet().getPort().getStrVal());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> selector(GenericKubernetesResource object) {
        Map<String, Object> spec = object.get("spec");
        Object selector =
                object.getKind().equals("NetworkPolicy")
                        ? spec.get("podSelector")
                        : spec.get("selector");
        Map<String, Object> map = (Map<String, Object>) selector;
        return (Map<String, String>) map.getOrDefault("matchLabels", map);
    }
}
